#include "text/builtin.h"

#include "base/asset.h"

ASSET(places_data, "data/places.bin");
ASSET(world_data, "data/world.bin");
ASSET(countries_data, "data/countries.txt");

struct str builtin_places(void) {
    return places_data();
}

struct str builtin_world(void) {
    return world_data();
}

struct str builtin_countries(void) {
    return countries_data();
}
