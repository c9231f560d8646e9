#include "publish/chart.h"

#include "base/t.h"

static bool degrees(const char *s, i32 *v) {
    return chart_degrees(str_c(s), v);
}

TEST(chart_reads_degrees_without_floating_point) {
    i32 v = 1;
    EXPECT(degrees("-116.8", &v) && v == -1168000000);
    EXPECT(degrees("0", &v) && v == 0);
    EXPECT(degrees("12.34567891", &v) && v == 123456789);
    EXPECT(degrees("180", &v) && v == 1800000000);
    EXPECT(!degrees("180.1", &v) && !degrees("1e2", &v) && !degrees("", &v) && !degrees("-", &v) &&
           !degrees("1.2.3", &v));
    EXPECT(!degrees("99999999999999999999", &v));
}

TEST(chart_checks_outlines) {
    struct arena a = test_arena();
    struct err e = {0};
    EXPECT_OK(chart_outline_check(a, S(""), &e));
    EXPECT_OK(chart_outline_check(a,
                                  S("{\"type\":\"Feature\",\"properties\":{},\"geometry\":{"
                                    "\"type\":\"Polygon\",\"coordinates\":[[[1,2],[3,4],[1,2]]]}}"),
                                  &e));
    EXPECT_OK(
        chart_outline_check(a,
                            S("{\"type\":\"GeometryCollection\",\"geometries\":[{"
                              "\"type\":\"MultiPolygon\",\"coordinates\":[[[[1,2],[3,4]]]]}]}"),
                            &e));
    static const char *const BAD[] = {"{}", "[1]", "{\"type\":\"Point\",\"coordinates\":[1,2]}",
                                      "{\"type\":\"Polygon\",\"coordinates\":[[[1,2000]]]}",
                                      "{\"type\":\"Polygon\",\"coordinates\":[[[\"x\",2]]]}"};
    for (i64 i = 0; i < LEN(BAD); i++) {
        struct err x = {0};
        EXPECT(chart_outline_check(a, str_c(BAD[i]), &x) == RC_USAGE);
    }
}
