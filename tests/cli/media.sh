#!/bin/bash
# Reports come in every medium: is each read, does each claim say where in it the words stand, does what is made to
# break a reader stay sealed with a reason, and can whoever reads it reach neither files nor the network?
. "$(dirname "$0")/../lib.sh"
case=$scratch/case made=$B/tests/cli/made_media
c() { "$cairn" -C "$case" "$@"; }
new_case "$case"
mkdir "$scratch/in"
cd "$scratch/in" || exit 1
made=$(cd "$root" && realpath "$made")

# ---- files that a report comes in ----
A='The mayor said that 14 civilians were killed in Marat on 3 March 2031.'
Z='Three doctors were abducted in Kalen on Sunday, police said.'
printf '1\n00:00:01,000 --> 00:00:04,000\nA word before.\n\n2\n00:01:23,500 --> 00:01:27,000\n%s\n' "$A" >a.srt
{ printf 'WEBVTT\n\n00:01.000 --> 00:04.000\nA word before.\n\n'
  printf '01:00:23.500 --> 01:00:27.000\n<v Anna>%s</v>\n' "$A"; } >a.vtt
printf 'No,Note\n1,"Nothing to say, here."\n2,"%s"\n' "$A" >a.csv
"$made" xlsx a.xlsx 'No|Note' '1|Nothing to say' "2|$A"
"$made" docx a.docx 'A word before.' "$A"
"$made" odt a.odt 'A word before.' "$A"
"$made" pdf a.pdf 'A word before.' 'Another page.' "$A"
cat >a.eml <<M
From: a@b.example
Message-ID: <1@b.example>
Subject: Marat
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=x

--x

A word before.
--x
Content-Type: text/plain; name=note.txt
Content-Transfer-Encoding: base64

$(base64 <<<"$A")
--x--
M
{ printf 'From d@e.example Mon Mar  3 10:00:00 2031\nFrom: d@e.example\n\nA word before.\n\n'
  printf 'From f@g.example Tue Mar  4 10:00:00 2031\nMessage-ID: <2@g.example>\n\n%s\n' "$A"; } >a.mbox
http=$(printf 'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>%s</p>' "$A")
{ printf 'WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\nnone\r\n\r\n'
  printf 'WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/x\r\n'
  printf 'Content-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n' "${#http}" "$http"; } >a.warc
gzip -nc a.warc >a.warc.gz

at() { # at FILE WORDS: its first claim says that it stands there
    local out
    out=$(c add "$1" 2>&1) || flunk "add $1" "$out"
    out=$(c claims --item "$1" --json | grep '"kind":"killing"' | head -n 1)
    same "$1: where its claim stands" "$(grep -o '"cited":"[^"]*"' <<<"$out")" "\"cited\":\"$2\""
    holds "$1: in the list too" "$(c claims --item "$1" --plain)" "$2"
    holds "$1: in show too" "$(c show "$1" --plain)" "$2"
}
at a.srt 00:01:23
at a.vtt 01:00:23
at a.csv 'row 3, cell B3'
at a.xlsx 'row 3, cell B3, Hospital'
at a.docx 'paragraph 2'
at a.odt 'paragraph 2'
at a.eml 'part 2, note.txt'
at a.mbox 'part 1, record at byte 77, 2@g.example'
at a.warc 'record at byte 60, http://a.example/x'
at a.warc.gz 'record at byte 0, http://a.example/x'

# ---- a list of victims: a row, a claim about one person, cited by its cell ----
"$made" xlsx list.xlsx 'Name|Age|Sex|Status|Date|Place' 'Anna Dorvan|34|F|Killed|2031-03-03|Marat' \
    'Petr Kalen|61|M|Alive|2031-03-03|Marat' 'Lena Orlan|7|F|Wounded|2031-03-04|Kalen'
figures=$(c figures --json)
ok "add list.xlsx" c add list.xlsx
same "two rows say a fate" "$(c claims --item list.xlsx --json | wc -l)" 2
row=$(c claims --item list.xlsx --json | head -n 1)
holds "the row of who was killed" "$row" '"cited":"row 2, cell D2, Hospital"'
holds "who" "$row" '"who":"woman","age":34'
holds "when" "$row" '"from":"2031-03-03"'
same "a list of names changes no number" "$(c figures --json | grep -o '"min":[0-9]*,"max":[0-9a-z]*')" \
    "$(grep -o '"min":[0-9]*,"max":[0-9a-z]*' <<<"$figures")"

printf 'name,age,date of death,place\nAnna Dorvan,34,2031-03-03,Marat\n' >deaths.csv
ok "add deaths.csv" c add deaths.csv
holds "a heading that says the fate leads to its cell" "$(c claims --item deaths.csv --json)" '"cited":"row 2, cell C2"'

# ---- a receipt says it too, by the word of the case ----
claim=$(c claims --item a.csv --json | grep -o '^{"v":1,"id":"c-[^"]*"' | cut -d'"' -f6)
ok "receipt of a claim of a table" c receipt "$claim" -o receipt
holds "its check says the cell" "$("$cairn" verify receipt 2>&1)" "$claim: row 3, cell B3"
lacks "and not what a sheet or a file is called" "$(cat receipt)" a.csv

# ---- and the published site, without what a sheet or a file is called ----
ok "publish a draft" c publish "$scratch/site" --draft
page=$(cat "$scratch"/site/incidents/*.html "$scratch"/site/*.html 2>/dev/null)
holds "the site says the cell" "$page" "row 3, cell B3"
holds "the site says the time" "$page" "00:01:23"
holds "its data too" "$(cat "$scratch"/site/data/claims.csv)" "row 3, cell B3"
lacks "not the sheet's name" "$page$(cat "$scratch"/site/data/*)" Hospital
lacks "not the part's name" "$page$(cat "$scratch"/site/data/*)" note.txt
lacks "not the name of who stands in a list" "$page$(cat "$scratch"/site/data/*)" "Anna Dorvan"

# ---- programs of others ----
have() { command -v "$1" >/dev/null; }
bare() { PATH=$scratch/none "$cairn" -C "$case" "$@"; }
cp a.pdf later.pdf
printf '%% one byte more\n' >>later.pdf
out=$(bare add later.pdf 2>&1)
same "without pdftotext: sealed all the same" $? 0
holds "without pdftotext: says so" "$out" "pdftotext is not installed: apt install poppler-utils"
holds "without pdftotext: the item says so" "$(c items --json)" "pdftotext is not installed"
holds "doctor names what is missing" "$(bare doctor 2>&1)" "tesseract is not installed"
if have pdftotext; then
    at a.pdf 'page 3, line 1'
    ok "read again when the program is there" c read later.pdf
    holds "then it is read" "$(c claims --item later.pdf --plain)" 'page 3, line 1'
    holds "which program, which version" "$(c show a.pdf --manifest --json)" '"programs":"pdftotext '
fi
if have pdftoppm && have tesseract; then
    "$made" pdf b.pdf "$Z"
    pdftoppm -jpeg -r 150 b.pdf b
    "$made" scan scan.pdf b-1.jpg
    ok "add a picture and a scan" c add b-1.jpg scan.pdf
    for f in b-1.jpg scan.pdf; do
        holds "$f: read from the picture" "$(c claims --item $f --plain)" 'page 1, line 1, recognised from a picture'
        holds "$f: by what" "$(c show $f --manifest --json)" 'tesseract '
    done
fi

# ---- what was read stays: no program runs again ----
c claims --json >before
out=$(bare rebuild 2>&1)
same "rebuild without programs: status" $? 0
c claims --json >after
ok "rebuild: claims stand where they stood" cmp before after
ok "rebuild --check" bare rebuild --check

# ---- the same bytes, the same text and marks ----
maps() { for f in a.srt a.csv a.xlsx a.docx a.odt a.eml a.mbox a.warc.gz; do
    "$cairn" -C "$1" show $f --manifest --json | grep -o '"map_sha256":"[^"]*"\|"sha256":"[^"]*"'; done; }
maps "$case" >one
"$cairn" init "$scratch/second" --no-passphrase --key-file "$scratch/second.key" >/dev/null 2>&1
CAIRN_KEY_FILE=$scratch/second.key "$cairn" -C "$scratch/second" add a.* >/dev/null 2>&1
CAIRN_KEY_FILE=$scratch/second.key maps "$scratch/second" >two
ok "two cases, one text and one map" cmp one two
same "of all of them" "$(wc -l <one)" 24

# ---- made to break whoever reads it ----
"$made" bomb bomb.docx
"$made" deep deep.docx
"$made" entities entities.docx
"$made" zip archive.zip "$A"
"$made" huge huge.png
head -c 200 a.docx >cut.docx
head -c 400 a.pdf >cut.pdf
printf '%%PDF-1.7\n' >empty.pdf
{ printf 'Name,Note\n'; head -c 50000000 /dev/zero | tr '\0' 'x'; printf ',1\n'; } >line.csv
for i in {1..60}; do
    printf 'Content-Type: multipart/mixed; boundary=b%d\nMIME-Version: 1.0\nFrom: a\n\n--b%d\n' $i $i
done >deep.eml
{ printf 'MIME-Version: 1.0\nFrom: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n'
  for i in {1..3000}; do printf -- '--x\n\nword\n'; done; } >many.eml
printf 'WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 99999999999999999999\r\n\r\nx' >lies.warc
{ printf 'WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\n'
  printf 'Content-Length: 5000\r\n\r\nToo short.'; } >short.warc
head -c 90000000 /dev/zero | gzip -9 >zeros.gz
{ gzip -nc <<<$'WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 400000000\r\n\r'; } >bomb.warc.gz
head -c 400000000 /dev/zero | gzip -9n >>bomb.warc.gz
printf '\x89PNG\r\n\x1a\n' >cut.png
unread() { # unread FILE PART: it stays sealed and says why
    local out rc
    out=$(timeout 120 "$cairn" -C "$case" add "$1" 2>&1)
    rc=$?
    same "$1: status" $rc 0
    holds "$1: sealed" "$out" "sealed"
    holds "$1: says why it was not read" "$(c show "$1" --json | head -n 1)" "\"state\":\"unreadable\",\"reason\":\""
    holds "$1: the reason" "$(c show "$1" --json | head -n 1)" "$2"
}
unread bomb.docx 'unpacks to more than 200 times its size'
unread deep.docx 'nested too deep'
unread entities.docx 'document type'
unread archive.zip 'zip files are not read; seal what is in it'
unread cut.docx 'damaged'
unread deep.eml 'nested deeper than'
unread many.eml 'more than'
unread lies.warc ''
unread short.warc ''
unread zeros.gz 'not read'
unread bomb.warc.gz ''
unread line.csv ''
have pdftotext && { unread cut.pdf 'pdftotext'; unread empty.pdf 'pdftotext'; }
have tesseract && { unread huge.png 'tesseract'; unread cut.png 'tesseract'; }
ok "the case is whole after all of it" c verify

# ---- whoever reads them reaches nothing ----
if have strace; then
    for f in a.docx a.eml a.warc.gz a.pdf; do
        printf '\n' >>$f
        strace -f -o trace -e trace=network,openat,open,creat,unlink,rename,seccomp,prctl \
            "$cairn" -C "$case" add $f >/dev/null 2>&1
        grep -v ENOENT trace | awk -v main="$(awk 'NR==1{print $1}' trace)" '
            $1 == main { next }
            /SECCOMP/ { shut[$1] = 1; n++; next }
            !shut[$1] || / = -1 / || /\+\+\+/ { next }
            /openat\(/ && !/O_WRONLY|O_RDWR/ &&
                /"\/(usr|lib|lib64|proc|sys)\/|"\/etc\/(ld\.so|fonts|localtime)|"\/dev\/(null|urandom)/ { next }
            { print }
            END { if (!n) print "no child was confined" }' >reached
        same "$f: no file, no network" "$(cat reached)" ""
    done
fi
finish
