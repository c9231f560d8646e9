/* Kinds of claims, grouped: which can be of one event, which found an incident, which name it. */
#include "reconcile/inner.h"

static const struct {
    enum class class;
    int strength;
} KINDS[KIND_COUNT] = {
    [KIND_killing] = {CLASS_KILL, 90},
    [KIND_death] = {CLASS_KILL, 80},
    [KIND_injury] = {CLASS_HARM, 50},
    [KIND_torture] = {CLASS_TORTURE, 60},
    [KIND_mutilation] = {CLASS_TORTURE, 55},
    [KIND_mass_grave] = {CLASS_GRAVE, 95},
    [KIND_bodies_found] = {CLASS_BODIES, 85},
    [KIND_detention] = {CLASS_HELD, 45},
    [KIND_enforced_disappearance] = {CLASS_HELD, 58},
    [KIND_abduction] = {CLASS_HELD, 57},
    [KIND_sexual_violence] = {CLASS_SEXUAL, 65},
    [KIND_attack] = {CLASS_ATTACK, 40},
    [KIND_shelling] = {CLASS_ATTACK, 70},
    [KIND_airstrike] = {CLASS_ATTACK, 70},
    [KIND_bombing] = {CLASS_ATTACK, 70},
    [KIND_arson] = {CLASS_BURNING, 35},
    [KIND_robbery] = {CLASS_ROBBERY, 30},
    [KIND_siege] = {CLASS_SIEGE, 35},
    [KIND_hazard] = {CLASS_HAZARD, 35},
    [KIND_munitions_found] = {CLASS_MUNITIONS, 35},
    [KIND_displacement] = {CLASS_MOVE, 38},
    [KIND_evacuation] = {CLASS_MOVE, 39},
    [KIND_medical_evacuation] = {CLASS_TREATMENT, 37},
    [KIND_territorial_control] = {CLASS_CONTROL, 41},
    [KIND_party_name] = {CLASS_NAME, 1},
    [KIND_ceasefire] = {CLASS_TRUCE, 33},
    [KIND_use_of_prohibited_weapon] = {CLASS_ATTACK, 72},
    [KIND_destruction] = {CLASS_WRECK, 32},
    [KIND_testimony] = {CLASS_TESTIMONY, 20},
    [KIND_intent] = {CLASS_INTENT, 5},
    [KIND_denial] = {CLASS_DENIAL, 3},
};

enum class class_of(enum kind k) { return KINDS[k].class; }
int kind_strength(enum kind k) {
    return KINDS[k].strength;
}
bool kind_is_event(enum kind k) {
    return k != KIND_party_name && k != KIND_intent && k != KIND_denial;
}
