/* The words of the generated texts. */
#include "kinds.h"

const char *const nouns[] = {
    "water",     "house",    "letter",  "river",    "window",    "garden",    "road",      "market",
    "teacher",   "morning",  "engine",  "table",    "story",     "winter",    "village",   "number",
    "picture",   "mountain", "paper",   "question", "harbour",   "captain",   "bread",     "machine",
    "forest",    "evening",  "answer",  "bridge",   "child",     "doctor",    "light",     "voice",
    "shadow",    "field",    "island",  "station",  "summer",    "mirror",    "kitchen",   "farmer",
    "storm",     "cloud",    "stone",   "castle",   "journey",   "neighbour", "music",     "candle",
    "wheel",     "ladder",   "pocket",  "needle",   "basket",    "tower",     "orchard",   "sailor",
    "lantern",   "meadow",   "painter", "valley",   "carpet",    "signal",    "copper",    "hammer",
    "library",   "museum",   "surface", "pattern",  "measure",   "balance",   "reason",    "promise",
    "history",   "country",  "weather", "company",  "service",   "problem",   "example",   "result",
    "buffer",    "record",   "index",   "cursor",   "packet",    "channel",   "socket",    "thread",
    "cluster",   "session",  "account", "invoice",  "payment",   "customer",  "product",   "delivery",
    "contract",  "budget",   "report",  "meeting",  "telescope", "umbrella",  "saxophone", "blacksmith",
    "waterfall", "horizon",  "thunder", "compass",  "feather",   "glacier",
};
const char *const verbs[] = {
    "found",    "carried", "opened",  "followed", "left",     "watched", "remembered", "described", "repaired",
    "moved",    "closed",  "needed",  "held",     "wanted",   "reached", "crossed",    "covered",   "changed",
    "counted",  "learned", "brought", "sold",     "bought",   "painted", "measured",   "lifted",    "turned",
    "passed",   "missed",  "kept",    "answered", "finished", "started", "built",      "broke",     "washed",
    "welcomed", "forgot",  "hid",     "lost",     "gathered", "offered", "accepted",   "refused",   "explained",
    "ignored",  "noticed", "trusted", "divided",  "joined",
};
const char *const adjectives[] = {
    "old",    "small",   "quiet",  "new",     "long",    "cold",     "bright",  "narrow", "dark",     "heavy",
    "empty",  "broken",  "yellow", "patient", "distant", "warm",     "strange", "gentle", "careful",  "sudden",
    "simple", "wooden",  "silver", "deep",    "tired",   "curious",  "honest",  "clever", "rough",    "smooth",
    "public", "private", "local",  "common",  "recent",  "possible", "certain", "final",  "complete", "ancient",
};
const char *const adverbs[] = {
    "slowly", "again",    "often",  "never",  "quickly",  "carefully",  "soon",
    "always", "quietly",  "almost", "there",  "suddenly", "early",      "perhaps",
    "later",  "together", "nearly", "rarely", "gladly",   "everywhere",
};
const char *const names[] = {
    "Anna",   "Peter",     "Maria",  "Tomas", "Ingrid", "Oskar",  "Lena",   "Viktor", "Elisa",  "Jonas",
    "Martha", "Emil",      "Sofia",  "Georg", "Helena", "Anton",  "Clara",  "Felix",  "Nadia",  "Ruben",
    "Berger", "Lindqvist", "Moreau", "Novak", "Rossi",  "Keller", "Duarte", "Hansen", "Okafor", "Tanaka",
};
const size_t noun_count = COUNT_OF(nouns), verb_count = COUNT_OF(verbs), adjective_count = COUNT_OF(adjectives),
             adverb_count = COUNT_OF(adverbs), name_count = COUNT_OF(names);
