/* Classes of common words that tell of incidents, so that rare words learn from frequent ones. */
#include "read/roles_text.h"

/* General words only; a word stands in one class. */
static const char *const classes[ROLE_CLASS_COUNT] = {
    [RC_KILL] = "kill kills killed killing killings murder murders murdered murdering assassinate "
                "assassinated assassinating assassination assassinations slain slay massacre "
                "massacred massacres execute executed execution executions shot gunned riddled "
                "dead death deaths died die slaying strangled beheaded machinegunned",
    [RC_HURT] = "wound wounded wounding wounds injure injured injuring injuries hurt beaten beat "
                "tortured torture mutilated raped",
    [RC_KIDNAP] = "kidnap kidnaps kidnapped kidnapping kidnappings abduct abducted abduction "
                  "hostage hostages captive ransom seized kidnaped kidnaping",
    [RC_BLAST] = "explode exploded explodes exploding explosion explosions blast blasts bombing "
                 "bombings bombed detonate detonated detonating dynamited dynamiting blew blown "
                 "blow defused deactivated",
    [RC_PLANT] = "plant planted planting placed hurled hurl threw thrown throwing tossed lobbed "
                 "launched fired set left hidden",
    [RC_ATTACK] = "attack attacks attacked attacking ambush ambushed raid raided storm stormed "
                  "assault assaulted harassed harass shelled strafed strafing intercepted opened "
                  "shooting burst sabotage sabotaged offensive occupied clash clashes clashed "
                  "combat fighting",
    [RC_DAMAGE] = "destroy destroyed destroying destruction damage damaged damages damaging "
                  "demolished wrecked toppled knocked ruined",
    [RC_BURN] = "burn burned burning burnt fire fires arson torched ablaze set_on_fire",
    [RC_ROB] = "rob robbed robbery robberies stole stolen steal looted looting theft assaulted",
    [RC_CLAIM] = "claimed claim claims claiming responsibility admitted credit vindicated",
    [RC_BLAME] = "accused accuse accuses blamed blame blames suspected alleged allegedly "
                 "attributed presumably apparently suspects linked involved responsible "
                 "perpetrated committed carried masterminded ordered authors",
    [RC_ARREST] = "arrest arrested arrests captured capture detained detain sentenced tried "
                  "convicted charged trial imprisoned extradited prosecuted",
    [RC_THREAT] = "threat threats threatened threaten threatening warned",
    [RC_REBEL] = "guerrilla guerrillas guerilla guerillas rebel rebels terrorist terrorists "
                 "subversive subversives extremist extremists insurgent insurgents commando "
                 "commandos criminals criminal gunmen gunman assassins assassin murderers "
                 "kidnappers attackers assailants hitmen narcoterrorists narcotraffickers "
                 "traffickers gang column squad squads hooded masked unidentified killers killer",
    [RC_MILITARY] = "soldier soldiers troops military army officer officers battalion brigade "
                    "policeman policemen police colonel captain lieutenant sergeant general "
                    "guards guard garrison patrol barracks major",
    [RC_CIVIL] = "civilian civilians peasant peasants people person persons woman women child "
                 "children man men student students teacher workers worker priest priests jesuit "
                 "jesuits bishop nun nuns journalist journalists reporter mayor judge lawyer "
                 "senator deputy minister ambassador candidate leader leaders unionist professor "
                 "businessman attorney councilman governor president director passengers bodyguard "
                 "bodyguards wife son daughter resident residents victims victim",
    [RC_ORG] = "front movement party organization group liberation revolutionary national cartel "
               "mafia path forces government coordinating union alliance federation",
    [RC_PLACE] = "building buildings house houses home homes office offices embassy bank banks "
                 "headquarters station church school university store stores restaurant hotel "
                 "facilities facility residence plant substation bridge bridges tower towers "
                 "pylons pipeline oil farm ranch town village airport center installations "
                 "ministry consulate newspaper company warehouse theater shop supermarket post "
                 "posts lines power electric",
    [RC_VEHICLE] = "car cars vehicle vehicles truck trucks bus buses jeep ambulance helicopter "
                   "helicopters plane aircraft airplane train boat van pickup taxi automobile",
    [RC_WEAPON] = "bomb bombs dynamite explosive explosives grenade grenades rocket rockets mine "
                  "mines rifle rifles machinegun machineguns submachineguns pistol pistols gun "
                  "guns weapon weapons mortar mortars missile missiles car-bomb charge charges "
                  "device devices molotov cocktails tnt artifact sticks shotgun revolver bullets "
                  "gunfire firearms submachinegun machetes knife machete",
};

enum { SLOTS_OF_TABLE = 2048 };

void role_classes(struct arena scratch, struct role_text *r) {
    u32 *key = NEWN(&scratch, u32, SLOTS_OF_TABLE);
    u8 *val = NEWN(&scratch, u8, SLOTS_OF_TABLE);
    for (i32 c = 1; c < ROLE_CLASS_COUNT; c++) {
        struct str rest = str_c(classes[c]);
        while (rest.n > 0) {
            u32 w = wordtype_of(str_cut(&rest, ' ')).lower, h = w & (SLOTS_OF_TABLE - 1);
            while (key[h] && key[h] != w)
                h = (h + 1) & (SLOTS_OF_TABLE - 1);
            if (!key[h]) key[h] = w, val[h] = (u8)c;
        }
    }
    for (i32 i = 0; i < r->t.n; i++) {
        u32 w = r->w[i].lower, h = w & (SLOTS_OF_TABLE - 1);
        while (key[h] && key[h] != w)
            h = (h + 1) & (SLOTS_OF_TABLE - 1);
        r->cls[i] = key[h] ? val[h] : 0;
    }
}
