/* French words as the search compares them: folded, cut into stems, and further into roots. */
"use strict";

(() => {
  const search = window.oma.search = {};

  /* Words that are everywhere, and so find nothing; folded. The two « qu » stand before an apostrophe, where words are cut. */
  const STOP_WORDS = new Set((
    "a ai aime aimer aimerai aimerais as au aux avec ca ce cela ces cet cette chez comme comment dans de des donc du elle elles " +
    "en es est et etre eu faut il ils j je jusqu l la le les leur leurs lorsqu lui m ma mais me meme mes moi mon n ne ni nos notre " +
    "nous on ont ou par pas peut peux plus pour puisqu qu quand que quel quelle quelles quels qui s sa sans se ses si son " +
    "sont suis sur t ta te tes toi ton tous tout toute toutes tres tu un une vers veut veux vos votre voudrais vous y " +
    // as they are written on phones
    "bcp cc chui chuis dc ds jai jaime jaimerai jaimerais jcherche jpeu jpeux jsais jsuis jveu jveux jvoudrai jvoudrais kel kelle " +
    "ki koi ms pk pr qqch qqn slt stp svp tt wsh ya"
  ).split(" "));

  /* Lower case, without accents, ligatures nor indices: « CO₂ » is found by « co2 ». */
  const PLAIN_LETTERS = { œ: "oe", æ: "ae", ł: "l", đ: "d", ð: "d", ħ: "h", ø: "o", ı: "i", ß: "ss", þ: "th", "·": "" };
  const fold = (text) => text.toLowerCase().replace(/[œæłđðħøıßþ·]/g, (letter) => PLAIN_LETTERS[letter])
    .normalize("NFKD").replace(/[\u0300-\u036f]/g, "");

  /* The words of a folded text, each with where it stands: « C++ », « C# » and lone letters are words, but not what stands
     before an apostrophe or a hyphen (« l’ », « d’ », the « e » of « e-mail »). A little picture is one too. */
  const WORD = /[a-z0-9]+(?:\+\+|#)?|\p{Extended_Pictographic}/gu;
  const tokens = (folded) => [...folded.matchAll(WORD)]
    .filter(({ 0: word, index }) => word.length > 1 || /\d/.test(word) || !/['’-]/.test(folded[index + 1] ?? ""));

  const isStop = (word) => STOP_WORDS.has(word);

  /* The stems of a text in order, without stop words. */
  const words = (text) => tokens(fold(text)).map(([word]) => word).filter((word) => !isStop(word)).map(stem);

  /* What the forms of a folded word share: « conductrices » → « conducteu », « bouchère » → « boucher ». It stays the
     beginning of its word wherever it can, so that a word still being typed already finds it. */
  function stem(word) {
    if (!known.has(word)) known.set(word, stemmed(word));
    return known.get(word);
  }

  const known = new Map();  // a guide has few different words, and says them often

  function stemmed(word) {
    if (/[0-9]/.test(word)) return word;
    const single = word.length > 2 ? word.replace(/([b-df-hj-np-tv-xz])\1/g, "$1") : word;
    return singularMasculine(single.replaceAll("th", "t").replaceAll("y", "i"));
  }

  function singularMasculine(word) {
    if (/[^e]aux$/.test(word) && word.length > 5) return `${word.slice(0, -3)}al`;  // métaux, métal
    if (/s$|ux$/.test(word) && word.length > 3) word = word.slice(0, -1);
    if (word.endsWith("trice") && word.length > 6) return `${word.slice(0, -5)}teu`;  // conductrice, conducteur
    if (word.endsWith("euse") && word.length > 5) return word.slice(0, -2);  // serveuse, serveur
    return withoutEnding(word);
  }

  /* A singular without its mute « e », nor what changes before one. */
  function withoutEnding(word) {
    let bare = word;
    while (bare.endsWith("e") && bare.length > 4) bare = bare.slice(0, -1);
    if (bare.endsWith("eri") && bare.length > 5) return bare.slice(0, -1);  // boulangerie, boulanger
    // serveur, serveuse; sportif, sportive; français, française
    const changes = /(?:eur|if|iv)$/.test(bare) || (bare !== word && bare.endsWith("s"));
    return changes && bare.length > 4 ? bare.slice(0, -1) : bare;
  }

  /* What verbs, nouns and persons of one family share (« réparer », « réparation », « réparateur » → « repar »): less sure
     than a stem, and only told of what the sheets say. */
  const ENDINGS = /(?:issement|issage|abilite|abl|ement|ation|ateu|ition|ment|ance|ence|aire|eraient|ent|ant|age|ier|oir|eu|er|ir|e|i)$/;
  const root = (stem) => {
    const bare = stem.replace(ENDINGS, "");
    return bare.length > 3 ? bare : stem.length > 4 && /[ei]r$/.test(stem) && bare.length > 2 ? bare : stem;
  };

  /* What a question is full of, and a guide of trades too: asked for only when there is nothing else. */
  const WEAK = new Set(words(
    "adore adorer aimais apprendre avoir besoin bien bon bonne boulot bosser chercher cherche choisir chose choses devenir " +
    "emploi envie exercer facile faire fait fort forte genre grand idée job kiffe kiffer métier passer passion personne plutôt possible préfère " +
    "préférer profession quelque quoi rapport recherche rester savoir super toujours travail travaille travailler trop trouver truc " +
    "trucs vie vraiment"
  ));

  Object.assign(search, { fold, WORD, tokens, isStop, words, stem, root, isWeak: (stem) => WEAK.has(stem) });
})();
