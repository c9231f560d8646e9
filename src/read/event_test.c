#include "read/testing.h"

TEST(event_reads_nothing_in_films_and_exercises) {
    struct sample s = sample_read(
        "In the film, 33 witnesses are shot. Rescuers practised the evacuation of 500 people "
        "during an exercise.");
    EXPECT(!sample_claim(&s, KIND_killing, 0) && !sample_claim(&s, KIND_evacuation, 0));
}
