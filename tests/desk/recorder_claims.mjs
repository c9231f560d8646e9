/* What a careful recorder enters by hand from the two reports with the eight kinds of statement: where the words stand
 * (found by `find`, then so many words, or the sentence), and the fields. */
const VOSKEL = { 'who-says': 'Brigadier General Artan Voskel', role: 'spokesperson' };
const BRUNVIK = { 'who-says': 'Karel Brunvik', role: 'spokesperson' };

export const ENGLISH = [
  { kind: 'mass_grave', find: 'mass graves h', words: 12, holds: 'have been found in Lisharan',
    fields: { ...VOSKEL, count: 'many dozens', what: 'bodies', where: 'Lisharan' } },
  { kind: 'mutilation', find: 'body parts', words: 4, holds: 'body parts were missing', fields: { 'who-says': 'he', role: 'spokesperson', finding: 'body_parts_missing' } },
  { kind: 'killing', find: 'most of', words: 10, holds: 'shot in the head', fields: { 'who-says': 'Voskel', role: 'spokesperson', finding: 'gunshot_head' } },
  { kind: 'torture', find: 'they had been t', words: 4, holds: 'they had been tortured', fields: { 'who-says': 'Voskel', role: 'spokesperson' } },
  { kind: 'intent', find: 'the cases are', words: 12, holds: 'will be publicised', fields: { 'who-says': 'the spokesman', role: 'spokesperson' } },
  { kind: 'hazard', find: 'had mined', words: 7, holds: 'had mined streets and the entrances', fields: { 'who-says': 'Voskel', role: 'spokesperson', perpetrator: 'the Front' } },
  { kind: 'hazard', find: 'had rigged', words: 8, holds: 'had rigged toys', fields: { 'who-says': 'Voskel', role: 'spokesperson', perpetrator: 'the Front' } },
  { kind: 'munitions_found', find: 'soldiers had', words: 9, holds: 'seven large munitions depots', fields: { 'who-says': 'he', role: 'spokesperson', count: 'seven', what: 'depots' } },
  { kind: 'bodies_found', find: 'they had found the', words: 8, holds: 'the bodies of 21 civilians', fields: { 'who-says': 'the Lisharan authorities', role: 'official', count: '21', what: 'bodies', who: 'civilian' } },
  { kind: 'killing', find: 'whom fighters', words: 8, holds: 'executed at close range', fields: { 'who-says': 'the Lisharan authorities', role: 'official', count: '21', what: 'killed', who: 'civilian', 'count-words': '21 civilians', perpetrator: 'fighters', when: '2031-03-03/2031-03-09', 'when-words': 'last week' } },
  { kind: 'bodies_found', find: 'the bodies were', words: 20, holds: 'shots fired from very close', fields: { 'who-says': 'Dr Sanna Querim', role: 'expert', where: 'Saltgate' } },
  { kind: 'killing', find: 'there were five', words: 'sentence', holds: 'five children and four women', fields: { count: 'five', what: 'killed', who: 'child' } },
  { kind: 'denial', find: 'the ilmeth front den', words: 12, holds: 'denied that its fighters', fields: { 'who-says': 'Commander Yusen Dral', role: 'spokesperson', act: 'denies' } },
  { kind: 'testimony', find: 'scores of', words: 'sentence', holds: 'gave accounts of summary executions', fields: { count: 'Scores', what: 'witnesses' } },
  { kind: 'party_name', find: 'formerly', words: 7, holds: 'formerly known as', fields: { name: 'Ilmeth Front', 'other-name': 'Brotherhood of the Reeds' } },
  { kind: 'displacement', find: '44,000', words: 11, holds: 'people had left Lisharan', fields: { ...BRUNVIK, count: '44,000', what: 'displaced', where: 'Lisharan' } },
  { kind: 'medical_evacuation', find: 'two hundred', words: 13, holds: 'for medical treatment', fields: { ...BRUNVIK, count: 'Two hundred', what: 'evacuated' } },
  { kind: 'territorial_control', find: 'it holds', words: 6, holds: 'holds the whole of Lisharan', fields: { 'who-says': 'The Tesmarran army', role: 'military', where: 'Lisharan' } },
  { kind: 'evacuation', find: 'the last group', words: 10, holds: 'families was evacuated', fields: { 'who-says': 'The Tesmarran army', role: 'military' } },
];

const FUSKEL = { 'who-says': 'العميد أرتان فوسكل', role: 'spokesperson' };
const BRUNFIK = { 'who-says': 'كارل برونفيك', role: 'spokesperson' };
export const ARABIC = [
  { kind: 'mass_grave', find: 'عُثر في', words: 9, holds: 'مقابر جماعية', fields: { ...FUSKEL, count: 'عشرات كثيرة', what: 'bodies', where: 'ليشاران' } },
  { kind: 'mutilation', find: 'أجزاء من', words: 7, holds: 'ناقصة', fields: { ...FUSKEL, finding: 'body_parts_missing' } },
  { kind: 'killing', find: 'معظم', words: 6, holds: 'بالرصاص في الرأس', fields: { ...FUSKEL, finding: 'gunshot_head' } },
  { kind: 'torture', find: 'تعرضوا', words: 2, holds: 'تعرضوا للتعذيب', fields: FUSKEL },
  { kind: 'intent', find: 'هذه الحالات', words: 7, holds: 'جرائم حرب', fields: { 'who-says': 'المتحدث', role: 'spokesperson' } },
  { kind: 'hazard', find: 'الجبهة لغ', words: 5, holds: 'ومداخل مبانٍ', fields: { 'who-says': 'فوسكل', role: 'spokesperson', perpetrator: 'الجبهة' } },
  { kind: 'hazard', find: 'وفخ', words: 5, holds: 'ألعاباً وسيارات', fields: { 'who-says': 'فوسكل', role: 'spokesperson', perpetrator: 'الجبهة' } },
  { kind: 'munitions_found', find: 'سبعة', words: 6, holds: 'سبعة مستودعات', fields: { 'who-says': 'فوسكل', role: 'spokesperson', count: '7', what: 'depots' } },
  { kind: 'bodies_found', find: 'عثرت', words: 5, holds: 'جثث 21 مدنياً', fields: { 'who-says': 'سلطات ليشاران', role: 'official', count: '21', what: 'bodies', who: 'civilian' } },
  { kind: 'killing', find: 'مقاتلين أع', words: 7, holds: 'أعدموهم من مسافة قريبة', fields: { 'who-says': 'سلطات ليشاران', role: 'official', count: '21', what: 'killed', who: 'civilian', 'count-words': '21 مدنياً', perpetrator: 'مقاتلين', when: '2031-03-03/2031-03-09', 'when-words': 'الأسبوع الماضي' } },
  { kind: 'bodies_found', find: 'الجثث كانت', words: 16, holds: 'بوابة الملح', fields: { 'who-says': 'الدكتورة سانا كويريم', role: 'expert', where: 'بوابة الملح' } },
  { kind: 'killing', find: 'وكان بين', words: 'sentence', holds: 'خمسة أطفال وأربع نساء', fields: { count: '5', what: 'killed', who: 'child', 'count-words': 'خمسة أطفال' } },
  { kind: 'denial', find: 'ونفت', words: 'sentence', holds: 'ونفت جبهة إلميث', fields: { 'who-says': 'جبهة إلميث', role: 'armed_group', act: 'denies' } },
  { kind: 'testimony', find: 'وروى', words: 16, holds: 'عشرات من السكان', fields: { count: 'عشرات', what: 'witnesses' } },
  { kind: 'party_name', find: 'جبهة إلميث، الم', words: 7, holds: 'أخوية القصب', fields: { name: 'جبهة إلميث', 'other-name': 'أخوية القصب' } },
  { kind: 'displacement', find: '44', words: 12, holds: 'غادروا ليشاران', fields: { ...BRUNFIK, count: '44000', what: 'displaced', 'count-words': '44 ألف', where: 'ليشاران' } },
  { kind: 'medical_evacuation', find: 'مئتين', words: 8, holds: 'للعلاج', fields: { ...BRUNFIK, count: '200', what: 'evacuated', 'count-words': 'مئتين' } },
  { kind: 'territorial_control', find: 'يسيطر', words: 5, holds: 'مدينة ليشاران كلها', fields: { 'who-says': 'جيش تسمارا', role: 'military', where: 'ليشاران' } },
  { kind: 'evacuation', find: 'إجلاء آخر', words: 6, holds: 'المقاتلين وعائلاتهم', fields: { 'who-says': 'جيش تسمارا', role: 'military' } },
];
