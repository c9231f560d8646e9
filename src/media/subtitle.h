/* Subtitles: SubRip (.srt, as its makers wrote it: there is no standard) and WebVTT (W3C, 2019).
 * The words of each cue, with its time; a cue that ends in mid-sentence goes on in the next one, so
 * that a sentence over two cues is one sentence. Tags of style go, the voice of WebVTT's <v NAME>
 * stays as "NAME: ". */
#ifndef CAIRN_MEDIA_SUBTITLE_H
#define CAIRN_MEDIA_SUBTITLE_H

#include "media/doc.h"

/* Do the first lines look like it? Any bytes. */
bool subtitle_looks(struct str bytes);
/* RC_UNSUPPORTED: no cue; RC_LIMIT: more than CUES_MAX. O(n). */
MUST rc subtitle_text(struct arena *a, struct str bytes, struct doc *out, struct err *e);

#endif
