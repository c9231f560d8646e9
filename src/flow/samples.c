#include "flow/samples.h"

#include "base/asset.h"

ASSET(sample_manifest_bytes, "samples/manifest.tsv");
ASSET(sample_publications_bytes, "samples/publications.tsv");
ASSET(sample_parties_bytes, "samples/parties.tsv");
ASSET(sample_places_bytes, "samples/places.csv");
ASSET(sample_outline_bytes, "samples/outline.geojson");
ASSET(sample_bantoro_post_repost, "samples/reports/bantoro-post-repost.html");
ASSET(sample_ilmeth_voice_denial, "samples/reports/ilmeth-voice-denial.html");
ASSET(sample_ilmeth_voice_pelsun, "samples/reports/ilmeth-voice-pelsun.txt");
ASSET(sample_ledger_correction, "samples/reports/ledger-correction.txt");
ASSET(sample_ledger_lisharan, "samples/reports/ledger-lisharan.txt");
ASSET(sample_ledger_pelsun, "samples/reports/ledger-pelsun.html");
ASSET(sample_mirat_qarsan, "samples/reports/mirat-qarsan.txt");
ASSET(sample_mod_lisharan_statement, "samples/reports/mod-lisharan-statement.html");
ASSET(sample_mod_pelsun, "samples/reports/mod-pelsun.txt");
ASSET(sample_trm_report, "samples/reports/trm-report.html");
ASSET(sample_tsna_civilians, "samples/reports/tsna-civilians.txt");
ASSET(sample_valdrova_president, "samples/reports/valdrova-president.html");
ASSET(sample_vpa_lisharan, "samples/reports/vpa-lisharan.txt");
ASSET(sample_zarelsk_vestnik, "samples/reports/zarelsk-vestnik.html");

struct str sample_manifest(void) {
    return sample_manifest_bytes();
}
struct str sample_publications(void) {
    return sample_publications_bytes();
}
struct str sample_parties(void) {
    return sample_parties_bytes();
}
struct str sample_places(void) {
    return sample_places_bytes();
}
struct str sample_outline(void) {
    return sample_outline_bytes();
}

const struct sample SAMPLE_REPORTS[] = {
    {"bantoro-post-repost.html", sample_bantoro_post_repost},
    {"ilmeth-voice-denial.html", sample_ilmeth_voice_denial},
    {"ilmeth-voice-pelsun.txt", sample_ilmeth_voice_pelsun},
    {"ledger-correction.txt", sample_ledger_correction},
    {"ledger-lisharan.txt", sample_ledger_lisharan},
    {"ledger-pelsun.html", sample_ledger_pelsun},
    {"mirat-qarsan.txt", sample_mirat_qarsan},
    {"mod-lisharan-statement.html", sample_mod_lisharan_statement},
    {"mod-pelsun.txt", sample_mod_pelsun},
    {"trm-report.html", sample_trm_report},
    {"tsna-civilians.txt", sample_tsna_civilians},
    {"valdrova-president.html", sample_valdrova_president},
    {"vpa-lisharan.txt", sample_vpa_lisharan},
    {"zarelsk-vestnik.html", sample_zarelsk_vestnik},
    {0}};
