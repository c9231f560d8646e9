/* Events: trigger and roles to claims (after CIRCUS, Lehnert 1992, and FASTUS): who did what to
 * whom, how many, where, when, in the words of one sentence and of the one who says it. */
#ifndef CAIRN_READ_EVENT_H
#define CAIRN_READ_EVENT_H

#include "read/source.h"

struct claims {
    struct claim *v;
    i64 n, cap;
    bool full;
};

/* The noun group that the tree gave for a role where chunks gave none, and by which arc. */
enum dep_role { LEAN_SUBJECT, LEAN_AGENT, LEAN_COUNT };
struct dep_lean {
    i32 chunk;
    const char *rule; /* "dep:nsubj:pass" …; NULL: chunks gave it */
};

/* One sentence being read for events. */
struct scene {
    const struct doc *d;
    i32 si;
    const struct chunk *c;
    i32 n;
    const struct frame *f; /* frames of the sentence (carried ones included) */
    i32 nf;
    struct claims *out;
    struct memory *mem;
    bool question;   /* the sentence asks */
    bool title;      /* headline or sub-headline */
    bool said_next;  /* nobody is named here, but the sentences before and behind are of one speaker
                      */
    i64 first_claim; /* claims before this sentence */
    struct dep_lean *lean; /* of the trigger being read: LEAN_COUNT */
};

/* clause.c: what governs a trigger */
struct hold {                                        /* how firmly the words assert it */
    bool neg, possible, intended, conditional, open; /* open = asked, doubted: no claim */
};
struct hold clause_hold(const struct scene *s, i32 i);
/* "forced 800 families to leave": the infinitive at chunk i tells what was done. */
bool made_to(const struct scene *s, i32 i);
/* hold_words.c: adds to h what words of doubt around the verb group or noun at chunk i, whose
 * clause begins at `from`, make of it; whether a noun of an event stands behind verb group v as
 * what is over and done; whether a speech guesses. */
void hold_words(const struct scene *s, i32 i, i32 from, struct hold *h);
bool hold_background(const struct scene *s, i32 i, i32 v);
bool hold_guesses(const struct scene *s, const struct frame *f);
void hold_modality(struct hold h,
                   struct claim *c); /* conditional before intended before possible */
i32 frame_of(const struct scene *s,
             i32 tok); /* innermost frame whose content covers the token, -1 none */
i32 object_of(const struct scene *s, i32 v); /* noun phrase behind the verb group, -1 none */
i32 agent_by(const struct scene *s, i32 v);  /* noun phrase after "by", -1 none */
i32 patient_subject(const struct scene *s,
                    i32 v); /* subject or antecedent of a relative clause: its chunk */
i32 clause_start(const struct scene *s, i32 i); /* chunks of the clause around i */
i32 clause_end(const struct scene *s, i32 i);
/* event_dep.c: the same by the sentence's tree, where chunks leave it open; they note what leans on
 * the tree, and dep_rule names it in the rules of the claim that uses the noun group. */
i32 dep_subject(const struct scene *s, i32 v);
i32 dep_agent(const struct scene *s, i32 v);
void dep_rule(struct scene *s, struct claim *c, i32 np);
i32 chunk_of_token(const struct scene *s, i32 token); /* the chunk of a token, -1 none */

bool chunk_is_person(const struct scene *s, i32 i);
bool chunk_is_group(const struct scene *s, i32 i);       /* may be named as perpetrator */
bool chunk_has(const struct scene *s, i32 i, u32 flags); /* any word of the noun group */
bool prep_at(const struct scene *s, i32 i, const char *w);

/* fill.c: the parts of a claim */
struct claim *claim_new(struct scene *s, enum kind k, i32 from,
                        i32 to); /* NULL: no room, or not asserted */
void fill_count(struct scene *s, struct claim *c, i32 np,
                enum what what);                              /* with coordination and parts */
void fill_part(struct scene *s, struct count *whole, i32 np); /* a part, where np counts people */
void fill_fold(struct scene *s, struct claim *c, i32 np); /* parts in apposition leave the list */
bool fill_number(struct scene *s, struct claim *c, i32 np, enum what what); /* one noun phrase */
void fill_victims(struct scene *s, struct claim *c, i32 np); /* named people, or "his wife" */
void fill_perp(struct scene *s, struct claim *c, i32 np);
void fill_perp_span(struct scene *s, struct claim *c, struct span sp);
void fill_where(struct scene *s, struct claim *c, i32 trigger);
void fill_place(struct scene *s, struct claim *c, i32 np, enum place_role role);
void fill_where_right(struct scene *s, struct claim *c, i32 trigger);
void fill_when(struct scene *s, struct claim *c, i32 trigger);
/* The place behind the preposition at chunk i, the date at chunk i, where they are some: added? */
bool leads_to_place(const struct scene *s, i32 i); /* is there such a place? */
bool fill_where_at(struct scene *s, struct claim *c, i32 i);
bool fill_when_at(struct scene *s, struct claim *c, i32 i);
void fill_findings(struct scene *s, struct claim *c, i32 from, i32 to);
void fill_owner(struct scene *s, struct claim *c, i32 np); /* "army shells": the army */
void fill_rule(struct scene *s, struct claim *c, const char *rule);
void fill_finding(struct scene *s, struct claim *c, struct span sp, enum finding_kind k);

bool gives_account(const struct scene *s,
                   i32 v); /* event_said.c: does the verb group say that accounts were given? */

/* finding.c */
struct found {
    struct span span;
    u8 kind;
    i32 tok;
};
i32 findings_in(const struct doc *d, i32 from, i32 to, struct found *out, i32 max);

/* event*.c: one file a family of kinds; each appends claims of the sentence */
void events_of(struct scene *s);
void events_harm(struct scene *s);  /* killing, death, injury, ill-treatment, detention … */
void events_found(struct scene *s); /* bodies, graves, munitions, hazards */
void events_attack(struct scene *s);
void events_move(struct scene *s); /* displacement, evacuation */
void events_exit(
    struct scene *s); /* the last armed leave, people carried out, hospitals elsewhere */
void events_control(struct scene *s);
void events_said(struct scene *s);  /* testimony, intent, denial, names of groups */
void events_parts(struct scene *s); /* "five of them were children" */
void events_roll(struct scene *s);  /* the dead by name: "the victims were A and B" */
bool event_is_victims(const struct scene *s, i32 i); /* "the victims", "those killed" */
void events_findings(struct scene *s); /* findings that no event of the sentence took */
void events_phrase(struct scene *s);   /* turns of phrase, data/lexicon/events.tsv */
void events_not(struct scene *s);      /* what is said not to have happened */
void events_list(struct scene *s);     /* entries of lists: "Arrested at the bridge." */
void events_cases(struct scene *s);    /* "112 cases of detention" */
void events_share(struct scene *s);    /* "half of the 60 killed were women" */
void events_pronoun(struct scene *s);  /* "it had killed 60", "took 14 men and shot them" */
void events_untrue(struct scene *s);   /* "reports of 20 dead were wrong": no claim */
void events_blame(struct scene *s);    /* "was blamed on", "was blamed for" */
void events_dep(struct scene *s);      /* what the tree adds to them: doers, places, dates */
void events_how(struct scene *s); /* last: how firmly a doer is named; what participles share */

#endif
