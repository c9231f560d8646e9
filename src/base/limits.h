/* Every limit of the program, in one place. Past one, a clear error with RC_LIMIT, never a crash
 * (HABITS A.6). */
#ifndef CAIRN_BASE_LIMITS_H
#define CAIRN_BASE_LIMITS_H

/* base */
#define JSON_BYTES_MAX (256LL << 20)        /* one JSON text */
#define JSON_OUT_MAX   (6 * JSON_BYTES_MAX) /* as we write it: an escape makes six of one */
#define JSON_DEPTH_MAX 128                  /* nesting */
#define NAME_BYTES_MAX 4096                 /* a name, path or title handed in by a person */

/* sys */
#define OS_NAMES_MAX (4LL << 20) /* names in one folder */
#define OS_DEPTH_MAX 128         /* folders inside folders in a walk */

#define AGENT_MINUTES_MAX 1440 /* a case stays unlocked at most a day */
#define TTY_LINE_MAX        1024          /* a passphrase, in bytes */
#define SANDBOX_ARENA_MAX   (1LL << 30)   /* working memory of a reader process */
#define SANDBOX_HEAP_MAX    (256LL << 20) /* and what its libraries may malloc on top */
#define SANDBOX_SECONDS_MAX 3600          /* longest time limit */
#define PROGRAM_MEMORY_MAX  (3LL << 30)   /* address space of a program of others */

/* db */
#define DB_STMTS_MAX  1024        /* different statements of one connection */
#define DB_PARAMS_MAX 64          /* $1…$n of one statement */
#define DB_SQL_MAX    (1 << 20)   /* bytes of one statement or script */
#define DB_VALUE_MAX  (272 << 20) /* bytes of one value or row: a folded text and a little more */
#define DB_MATCH_MAX  (64 << 10)  /* bytes of the terms of one query */

/* items */
#define ITEM_BYTES_MAX (64LL << 30) /* one sealed file */
#define TEXT_BYTES_MAX                                                                             \
    (64LL << 20) /* one text that the reader reads; longer items are sealed, marked unreadable */

/* proof */
#define NOTE_BYTES_MAX  (64 << 10)   /* one signed note */
#define NOTE_SIGS_MAX   64           /* signatures of one note (C2SP asks for 16 at least) */
#define PROOF_TEXT_MAX  (128 << 10)  /* one Sigsum proof or tlog proof */
#define MERKLE_PATH_MAX 63           /* hashes of an inclusion or consistency proof */
#define ENTRY_BYTES_MAX 65535        /* one entry of an entry bundle (16 bits of length) */
#define WORD_BYTES_MAX  256          /* one leaf of a word tree; longer runs are cut */
#define SSH_KEY_MAX     (16 << 10)   /* the line of one SSH public key */
#define SSHSIG_BYTES_MAX (16 << 10)  /* one SSH signature, armored */
#define SSH_RSA_BITS_MAX 16384       /* as OpenSSH has it */
#define WORDS_MAX       (64LL << 20) /* leaves of one word tree */
#define WORD_RANGES_MAX 65536        /* ranges or masks of one disclosure */

/* store */
#define AGE_HEADER_MAX    (64 << 10) /* an age header; ours have 200 bytes a recipient */
#define AGE_STANZAS_MAX   256        /* recipients of one age file */
#define RECIPIENTS_MAX    64         /* custodians of one case, by keys of their own */
#define CAPTURE_JSON_MAX  (64 << 10) /* what a field node says of one capture */
#define CAPTURES_MAX      1000000    /* captures of one node; files of one taking */
#define SHARES_MAX        16         /* shares of one recovery key */
#define SHARE_BYTES_MAX   128        /* bytes of one share */
#define SHARE_FILE_MAX    (16 << 10) /* a share as a sheet of text */
#define SCRYPT_WORK_MAX   22 /* log2 N accepted when opening a key file (4 GiB), as age does */
#define KEY_FILE_MAX      (64 << 10)   /* bytes of a key file */
#define PASSPHRASE_MAX    1024         /* bytes of a passphrase */
#define OBJECT_NAME_MAX   100          /* bytes of an object's name */
#define SMALL_OBJECT_MAX  (1 << 20)    /* from here on an object has a pack of its own */
#define ENTRY_TEXT_MAX    (64LL << 20) /* one entry's canonical JSON */
#define ENTRY_PARTS_MAX   (4LL << 20)  /* parts of one entry */
#define PARTS_BYTES_MAX   (1LL << 30)  /* all parts of one entry together */
#define ENTRY_OBJECTS_MAX (1LL << 20)  /* objects of one entry */
#define TXN_ENTRIES_MAX   (1LL << 16)  /* entries of one transaction */
#define TAR_NAME_MAX      255          /* a member's name (ustar: 155 + / + 100, less the NUL) */
#define TAR_HEAD_MAX      1536         /* bytes of its header, pax included */
#define TAR_OCTAL_MAX     (8LL << 30)  /* from this size on a member has a pax header */
#define STORE_SCRATCH_MAX (2LL << 30)  /* address space of a store handle */
#define STORE_HOT_MAX     (4LL << 30)  /* the entry read last, with its parts and list of objects */
#define STORE_PACK_MAX    (64LL << 20) /* the pack open now */
#define MILL_PAGE         4096
#define MILL_ROOM_BYTES   ((1LL << 20) + (68 << 10)) /* a piece of a pack, and a chunk more */
#define AHEAD_BYTES       (6LL << 20)  /* files read ahead of their sealing */
#define STORE_TXN_KEPT    (4LL << 20)  /* memory that a handle keeps between transactions */
#define STORE_TXN_MAX     (8LL << 30)  /* a transaction without the objects */
#define STORE_CHECK_MAX   (8LL << 30)  /* verifying: 32 bytes an entry, 200 an object of one pack */
#define LOG_SIZE_MAX      (1LL << 40)  /* entries of one log */

#define LIST_PLACES_BYTES (64LL << 20) /* what lies around which place, while lists are indexed */
#define LIST_SCRATCH_BYTES (8LL << 20) /* of one question to the lists */
#define LIST_COUNT_MAX    1000         /* a list is counted this far, then "more" */
#define LIST_FACET_MAX    200          /* a value in a list longer than that is counted this far */
#define LIST_FACETS_MAX   12           /* values of one field that are offered */
#define LIST_MOST_MAX     1000         /* rows of one screen of a list */
#define BULK_MAX          1000         /* objects of one bulk act */
#define SAVED_BYTES_MAX   4000         /* a saved search */
#define LIST_WORDS_MAX    32           /* words of one search */

/* text */
#define FOLD_BYTES_MAX     (256LL << 20) /* a folded text */
#define PLACES_MAX         (1 << 20)     /* places of one gazetteer file */
#define PLACE_NAME_MAX     255           /* bytes of a folded name there */
#define LANG_BYTES_MAX     (64 << 10)    /* of a paragraph, to tell its language */
#define LANG_WORD_MAX      24            /* bytes of the longest function word */
#define NUMERAL_WORD_MAX   48            /* bytes of a numeral or noun, folded */
#define COUNTRIES_MAX      512           /* lines of the country table */
#define OUTLINE_POINTS_MAX (1 << 20)     /* points of one outline file */
#define HTML_ATTRS_MAX     4096 /* attributes of one tag that are kept; further ones are skipped */
#define HTML_NODES_MAX     (1 << 22) /* block elements of one page */
#define HTML_BLOCKS_MAX    (1 << 22) /* paragraphs, list items, … of one page */

#define SOUND_MAX           128            /* bytes of a name's key by sound */
#define HIJRI_YEAR_MAX 1600 /* of the Islamic calendar: AD 2174 */
#define NUMBER_VALUE_MAX    100000000000LL /* larger numbers are no counts of anything */
#define SENTENCE_TOKENS_MAX 400            /* a longer sentence is cut and read in parts */

/* learn */
#define CONLLU_WORDS_MAX 10000 /* words of one sentence of a treebank */
#define FOREST_FEATURES_MAX 128 /* values that a forest sees */
#define FOREST_NODES_MAX (1 << 22)
#define FOREST_TREES_MAX 1024
#define LINEAR_CLASSES_MAX 128 /* classes of one linear model */
#define SQUEEZE_BYTES_MAX (64 << 20) /* of a model, as it is used */
#define TAGS_MAX           64  /* tags of one sequence model */

/* read */
#define CHUNKS_MAX   (SENTENCE_TOKENS_MAX + 8) /* chunks of one sentence */
#define TEMPLATE_BYTES_MAX (64 << 10) /* a longer report is given no templates of incidents */
#define FRAMES_MAX   24                        /* frames of speech in one sentence */
#define ATTRIB_WORDS_MAX 2048 /* words of a paragraph whose attributions are found together */
#define ATTRIB_CONTENTS  4    /* parts of what is said that one attribution keeps */
#define SPEAKERS_MAX 48                        /* speakers remembered in one document */
#define GAZ_WORDS_MAX 8                        /* words of one known name */
#define NAMES_FEATURES_MAX 128                 /* of one word, for the taggers of names */
#define NAMES_CLASSES_MAX 32                   /* of one such tagger */

#define SETTING_BYTES_MAX (64 << 10) /* a setting that is words: a code book */
#define REACH_BITS 62 /* groups of a case, everybody among them */
#define LOAD_SCRATCH_BYTES (256LL << 20) /* the JSON tree of one claim while it is loaded */

/* time: witnesses, time authorities, beacons */
#define TLOG_POLICY_MAX     (64 << 10) /* bytes of a policy of logs and witnesses */
#define POLICY_NAMES_MAX    64         /* logs, witnesses, groups of it, of each */
#define STAMP_BYTES_MAX     (64 << 10) /* a TimeStampResp (ours have 1.3 to 6 KiB) */
#define STAMP_PEM_MAX       (1 << 20)  /* certificates and CRLs of one authority */
#define STAMP_CERTS_MAX     64         /* of them */
#define AUTHORITIES_MAX     32         /* time authorities of one case */
#define BEACON_BYTES_MAX    512        /* a public value */
#define WITNESS_ANSWER_MAX  (64 << 10) /* bytes that a witness answers */
#define CRL_BYTES_MAX       (16 << 20) /* a CRL as fetched */
#define FETCH_URL_MAX       2000       /* bytes of a configured URL */
#define FETCH_SECONDS_MAX   600        /* longest time limit of one request */
#define CLOCK_SLACK_SECONDS 600        /* clocks that differ by less contradict nobody */
#define TIME_PROOFS_MAX     64         /* checkpoints with their times in one receipt */
#define RECEIPT_CRL_MAX     (64 << 10) /* a list of revoked certificates inside a receipt */
#define EXPORT_SIZES_MAX    65536      /* checkpoints whose partial tiles stay in an exported log */

/* receipts */
#define RECEIPT_BYTES_MAX (64LL << 20)
#define TRUST_BYTES_MAX   (1LL << 20)  /* a policy or a file of roots that a verifier brings */
#define EXTRACT_BYTES     (64LL << 20) /* working memory of taking its proofs out */

/* verifier: address space of cairn-verify, touched only as needed */
#define VERIFIER_PERM_BYTES (16LL << 30)
#define VERIFIER_WORK_BYTES (24LL << 30) /* verifying a log: 32 bytes an entry */
#define VERIFIER_LOG_BYTES  (16LL << 20) /* of one open log */
#define VERIFIER_BAG_BYTES  (4LL << 30)  /* of one bag being checked: its names */
#define VERIFIER_LINE_BYTES (1LL << 30)  /* one line */

/* media: texts taken out of items */
#define MARK_WORDS_MAX     300           /* bytes of the words of one mark */
#define MARKS_MAX          (4 << 20)     /* marks of one text */
#define MAP_BYTES_MAX      (512LL << 20) /* the map of one text with its marks, as lines */
#define MEDIA_SECONDS      60            /* one reader process or program */
#define PDF_PAGES_MAX      2000          /* of one PDF; further ones are said to be left out */
#define OCR_PAGES_MAX      40            /* pages recognised from pictures, of one item */
#define OCR_SIDE_MAX       3200          /* dots of the longer side of a page that is recognised */
#define OCR_IMAGE_BYTES    (48LL << 20)  /* one page as a picture */
#define MEDIA_UNPACKED_MAX (512LL << 20) /* bytes that gzip members of one item unpack to */
#define MEDIA_RATIO_MAX    200           /* times its size, beyond … */
#define MEDIA_RATIO_FREE   (32LL << 20)  /* … so many bytes, and no more */
#define MBOX_MAILS_MAX     20000         /* mails of one mbox */
#define MAIL_DEPTH_MAX     16            /* parts inside parts */
#define MAIL_PARTS_MAX     1000          /* of one mail */
#define MAIL_HEADERS_MAX   1000          /* fields of one head */
#define MAIL_FIELD_MAX     (64 << 10)    /* bytes of one field, unfolded */
#define CUES_MAX           200000        /* of one subtitle file */
#define WARC_RECORDS_MAX   100000        /* of one web archive */

/* tables handed in */
#define CSV_BYTES_MAX  (256LL << 20)
#define CSV_FIELDS_MAX 256
#define TABLE_ROWS_MAX    (1 << 20)     /* rows of a sheet, as spreadsheets have */
#define TABLE_COLUMNS_MAX 256           /* further columns must be empty */
#define TABLE_CELLS_MAX   (8 << 20)     /* of all sheets */
#define TABLE_SHEETS_MAX  256
#define TABLE_OUT_MAX     (512LL << 20) /* all cells, as the reader process answers */
#define CELL_BYTES_MAX    131072        /* one cell: 32,767 characters, as spreadsheets have */
#define ARCHIVE_FILES_MAX 4096          /* files inside one XLSX, DOCX, ODT */
#define ARCHIVE_BYTES_MAX (1LL << 30)   /* all of them that are read, unpacked */
#define ARCHIVE_DEPTH_MAX 256           /* elements inside elements */
#define XLSX_MERGED_MAX   65536         /* merged areas of one sheet */

/* bags handed in and out */
#define BAG_FILES_MAX    (1LL << 20)   /* files of one bag */
#define BAG_MANIFEST_MAX (512LL << 20) /* bytes of one manifest */
#define BAG_TAG_MAX      (16LL << 20)  /* bytes of any other tag file that is read */
#define BAG_DEPTH_MAX    64            /* folders inside folders */
#define BAG_FINDINGS_MAX 10000         /* findings told one by one; further ones are counted */
#define BAG_ARENA_MAX    (4LL << 30)   /* address space while a bag is checked */

/* backups */
#define BACKUP_ARENA_MAX (8LL << 30)  /* address space: about 300 bytes a file */
#define BACKUP_FILES_MAX (8LL << 20)  /* files of one generation */
#define BACKUP_LIST_MAX  (2LL << 30)  /* bytes of its list */

/* the work of people */
#define WORK_ROWS_MAX 2000 /* comments of one object shown; decisions of one table */
#define OVERLAPS_MAX   500  /* incidents tied to an aggregate at once */
#define TITLE_MAX      300  /* bytes of an incident's working title */
#define WORK_WORDS_MAX 8000 /* bytes of one comment, reply, reason */

/* method */
#define METHOD_TUPLES_MAX 16384 /* tuples of one incident read from a receipt */
#define METHOD_REGISTER_MAX                                                                        \
    4096 /* publications, parties, voices; entries of one list of allies or feeds */
#define METHOD_COMPARED_MAX                                                                        \
    512 /* voices of one incident compared pairwise; further ones count as tied */
#define METHOD_UNITS_MAX 64 /* units among which the largest independent set is sought */

/* people: accounts, sessions, the audit trail */
#define ACCOUNT_NAME_MAX  100         /* bytes of an account's name */
#define ACCOUNTS_MAX      10000       /* of one case */
#define GROUPS_MAX        61          /* of one case: bits 1 to 61 of a reach */
#define PASSPHRASE_MIN    10          /* characters of a passphrase */
#define PASSPHRASE_MEMORY (64 << 20)  /* Argon2id (RFC 9106 §4, the option for less memory) */
#define PASSPHRASE_PASSES 3           /* … and its passes */
#define SITTING_IDLE_MAX  3600        /* seconds without a request until a session ends */
#define SITTING_MAX       (12 * 3600) /* seconds until it ends in any case */
#define SITTINGS_MAX      1000        /* open sessions of one case; the oldest end */
#define LINK_SECONDS_MAX  600         /* a one-time link */
#define LOGIN_TRIES_MAX   4           /* wrong tries before waiting begins */
#define LOGIN_WAIT_MAX    900         /* seconds: the longest wait between tries */
#define LOGIN_NAMES_MAX   10000       /* names whose wrong tries are remembered */
#define AUDIT_ACT_MAX     100         /* bytes of what was done */
#define AUDIT_OBJECT_MAX  500         /* bytes of to what */
#define AUDIT_SCAN_MAX    20000       /* lines looked at for one screen of the trail */
#define KEPT_VALUE_MAX    (64 << 10)  /* bytes of a saved search or mapping */
#define KEPT_ROWS_MAX     1000        /* of one kind and person */
#define EXPORT_DAYS_MAX   90          /* an approved export stays open at most this long */
#define EXPORT_WORDS_MAX  4000        /* bytes of what is asked for, why and for whom */

/* signed acts and custody */
#define SIGNED_TEXT_MAX      (16LL << 20) /* one act as it is signed */
#define SIGNED_SCRATCH_BYTES (2LL << 30)  /* address space of checking one signed act */
#define SIGNERS_MAX          10000        /* keys ever registered in one case */
#define CUSTODY_ITEMS_MAX    100000       /* items of one custody event */
#define HEADERS_BYTES_MAX    (1 << 20)    /* headers of a transport */
#define HEADERS_INLINE_MAX   2048         /* longer ones are an object of their own */
#define CLOCK_AHEAD_MAX      400000000    /* seconds: a clock that began in 2018 */

/* signed acts and custody */
#define SIGNED_TEXT_MAX  (16LL << 20) /* one act as it is signed */
#define SIGNERS_MAX      10000        /* keys ever registered in one case */
#define SIGNED_SCRATCH_BYTES (2LL << 30) /* address space of checking one signed act */
#define CUSTODY_ITEMS_MAX 100000      /* items of one custody event */

/* memory of one command or call: address space; pages cost memory only when touched */
#define CALL_PERM_BYTES    (64LL << 30)
#define CALL_SCRATCH_BYTES (16LL << 30)

/* claims */
#define CLAIM_SPANS_MAX 16          /* spans of one kind in one claim (places, findings, …) */
#define ROLL_MAX        64          /* people of one list in a sentence */
#define CLAIM_CHAIN_MAX 6           /* links of a speaker chain */
#define CLAIM_RULES_MAX 64          /* names of rules that made one claim */
#define AGE_YEARS_MAX   130         /* of a person */
#define CLAIM_WORDS_MAX 4000        /* bytes of one span shown */
#define DOC_CLAIMS_MAX  20000       /* claims of one text */
#define COUNT_VALUE_MAX (1LL << 40) /* a number that a person enters */

/* proposals from outside */
#define PROPOSALS_BYTES_MAX (16LL << 20) /* one file of proposals */
#define PROPOSALS_MAX       5000         /* lines of one file */
#define PROPOSAL_LINE_MAX   (1 << 16)    /* bytes of one proposal */
#define PROPOSER_BYTES_MAX  64           /* name of a proposer */

/* why a claim is there */
#define WHY_BYTES_MAX 65536 /* of a text read again around it */

/* reconcile */
#define RECONCILE_WHOLE     1000 /* claims: a case of so many is looked at whole */
#define RECONCILE_NEAR_MAX  512  /* incidents that new claims are compared with, in a larger one */
#define RECONCILE_NEAR_LEAST 24  /* of these; each claim that waits adds 8 */
#define RECONCILE_FOUND_MAX 16   /* times that one claim may found an incident */

/* publish */
#define SITE_PAGE_MAX  (64LL << 20) /* one page or data file of a site */
#define SITE_FILES_MAX (2LL << 20)  /* files of one site */
#define HTML_OPEN_MAX  64           /* elements open inside each other in a page we write */
#define POLICY_BYTES_MAX                                                                           \
    (1 << 20) /* a publication policy, an outline of the case's own is GEOJSON_BYTES_MAX */
#define GEOJSON_BYTES_MAX (64LL << 20)
#define EXCERPT_BYTES_MAX 4000        /* the most a policy may ask for as one excerpt */
#define MASK_TOKENS_MAX   (1LL << 20) /* different name words masked in one case */

#define JOBS_WAITING_MAX  100         /* slow operations in the queue */
#define JOBS_KEPT_MAX     500         /* of the last ones the results are kept */
#define JOB_RESULT_MAX    (4 << 20)   /* rows and words of one, as JSON */

/* the desk (src/web) */
#define READ_PAGE_BYTES 12000       /* of a text on one page of the reading desk */
#define READ_CARDS_MAX  400         /* claims on one page of it */
#define DESK_JOB_FILES 4              /* uploads from which on sealing is a job */
#define DESK_JOB_BYTES (8LL << 20)    /* or bytes */
#define DESK_WORKERS_MAX     32            /* processes that answer */
#define DESK_CONNECTIONS_MAX 128           /* open connections of one worker */
#define DESK_PER_HOST_MAX    96            /* of these from one address */
#define DESK_TIMEOUT_SECONDS 20            /* a connection without progress */
#define DESK_BODY_SECONDS    3600          /* a whole request, however slowly it comes */
#define DESK_HEADER_BYTES    (32 << 10)    /* request line and headers of one connection */
#define DESK_URI_MAX         8000          /* request target, bytes */
#define DESK_FIELDS_MAX      4000          /* fields of a form or query */
#define DESK_FORM_BYTES_MAX  (16LL << 20)  /* the text fields of one form */
#define DESK_UPLOAD_MAX      (8LL << 30)   /* one request with files */
#define DESK_FILES_MAX       2000          /* files of one request */
#define DESK_INTAKE_BYTES    (128LL << 20) /* address space of one body being received */
#define DESK_ANSWER_MAX      (64LL << 20)  /* one answer */
#define DESK_ARENA_BYTES     (512LL << 20) /* working memory of one request */
#define DESK_RESTARTS_MAX    20            /* workers that may die within a minute */
#define DESK_REQUESTS_MAX    20000         /* of one worker, which is then replaced */
#define DESK_SITTING_SECONDS 43200         /* life of the session's cookie */

#endif
