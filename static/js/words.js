// The few words that scripts say themselves, in both languages.
const plural = new Intl.PluralRules(document.documentElement.lang);

const ar = {
  places: "أماكن",
  comma: "، ",
  keys: "السهمان للتنقل، Enter للاختيار.",
  kinds: { city: "مدينة", country: "دولة", governorate: "محافظة" },
  taken: "في المسودة",
  near: "اسم قريب",
  propose: "لم أجدها: اقتراح مدينة",
  proposeHint: "تصل إلى مدير السجل، وتكملون المسودة بها مؤقتًا",
  results: (count) =>
    ({ zero: "لا نتائج.", one: "نتيجة واحدة.", two: "نتيجتان.", few: `${count} نتائج.`, many: `${count} نتيجة.`, other: `${count} نتيجة.` })[
      plural.select(count)
    ],
  saved: (time) => `حُفظت ${time}`,
  saving: "يجري الحفظ…",
  notSaved: "لم يُحفظ بعد. ما كتبتموه باقٍ في هذه الصفحة.",
  size: (bytes) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} ك.ب` : `${(bytes / 1e6).toFixed(1)} م.ب`),
};

const en = {
  places: "Places",
  comma: ", ",
  keys: "Arrow keys to move, Enter to choose.",
  kinds: { city: "City", country: "Country", governorate: "Governorate" },
  taken: "In this draft",
  near: "Near spelling",
  propose: "Not found: propose a city",
  proposeHint: "It goes to the registrar; you go on with the draft meanwhile",
  results: (count) => (count === 0 ? "No results." : plural.select(count) === "one" ? "1 result." : `${count} results.`),
  saved: (time) => `Saved ${time}`,
  saving: "Saving…",
  notSaved: "Not saved yet. What you typed stays on this page.",
  size: (bytes) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`),
};

export const words = document.documentElement.lang === "ar" ? ar : en;
