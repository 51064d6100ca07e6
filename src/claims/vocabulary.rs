//! What kind of word each word of an article is, for the grammar of claims: which words say what is counted, and which
//! only carry a sentence.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The part that a word plays in a sentence about figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WordClass {
    /// Articles, pronouns, auxiliaries and other words without a meaning of their own here.
    Function,
    /// Words behind which a place, a period or a complement follows.
    Preposition,
    /// Words that begin a clause of their own: `while`, `after`.
    Subordinator,
    /// Verbs of recording and of standing at a figure: `recorded`, `saw`, `reached`.
    Verb,
    /// Verbs of saying, and sources: `figures show`, `according to`.
    Saying,
    /// Words for a number as such: `number`, `total`.
    Counting,
    /// Nouns that stand for whatever is counted: `offences`, `cases`.
    General,
    /// Adjectives that leave what is counted as it is: `annual`, `recorded`.
    Neutral,
    /// Words of time.
    Time,
    /// Words for those who count: `police`, `council`.
    Body,
    /// Words that make another quantity of a count: `rate`, `cost`, `average`.
    Derived,
    /// Everything else: it may say what is counted.
    Content,
}

use WordClass::*;

const CLASSES: [(WordClass, &str); 11] = [
    (
        Function,
        "a an the this that these those its their his her our your my it they he she we i you him them us who whom \
         whose which what there here than so not no nor also just only even still already again ever never both each \
         every either neither all any some such same most many much more less fewer is are was were be been being am \
         do does did done doing has have had having will would can could may might must shall should it's that's \
         there's isn't wasn't weren't didn't hasn't haven't too very well far yet then however meanwhile instead \
         indeed alone altogether together apiece itself themselves way ways neighbour neighbours one's own respectively almost about around nearly \
         like up down off out away back further plus half once twice contrast comparison compared comparing compare compares \
         other others another remaining rest additional extra versus vs example instance e.g i.e",
    ),
    (
        Preposition,
        "of in on at by for from to with within across throughout during over under between among amongst against into \
         onto inside outside near via per without involving regarding concerning relating above below since until \
         till beyond around alongside including concerned involved related concerns",
    ),
    (
        Subordinator,
        "and but or while whereas whilst where although though because when if as after before despite amid following \
         unless once whether",
    ),
    (
        Verb,
        "record records recording log logged logs see saw seen sees register registered registers note noted count \
         counted received receive receives deal deals dealt handle handled take takes took taken place occur occurred \
         happen happened commit committed document documented make makes made carry carried carries face faced \
         experience experienced suffer suffered witness witnessed get got find found reach reached reaches hit stand \
         stands stood come comes came amount amounts amounted account accounts accounted represent represents \
         represented representing mean means meant meaning mark marks marked equate equates equated become became \
         continue continued continues begin began begins start started starts end ended peak peaked peaks exceed \
         exceeds exceeded exceeding top topped pass passed return returned remain remained remains go goes went gone \
         going reported recorded keep kept stay stayed bring brings brought put puts give gives gave given run \
         doubled trebled tripled quadrupled halved doubling trebling tripling halving use used average averaged \
         averaging equal equals numbered numbering totalled totalling making estimated expect expected changed moved \
         bringing brings works worked work taking leaving topping reaching passing hitting totalling short included include includes reflected reflects reflecting fewest most living lived putting recover recovered rebound rebounded issue issues issued handed imposed attended attend answered followed follow",
    ),
    (
        Saying,
        "show shows showed shown showing reveal reveals revealed say says said saying suggest suggests suggested \
         indicate indicates indicated publish published release released obtain obtained according statistics data \
         statistic stats analysis research records study survey census report according tell tells told add added \
         warn warned confirm confirmed",
    ),
    (
        Counting,
        "number numbers figure figures total totals count counts tally tallies level levels volume volumes amount \
         quantity sum toll caseload base baseline peak trough",
    ),
    (
        General,
        "offence offences incident incidents case cases report reports instance instances occurrence occurrences \
         occasion occasions times event events episode episodes crimes people ones",
    ),
    (
        Neutral,
        "overall annual yearly quarterly monthly weekly daily latest recent official provisional final full entire \
         whole actual combined highest lowest record huge massive significant slight sharp steep dramatic shocking \
         stark marked substantial considerable big large small high low previous corresponding equivalent comparable \
         first second third new fresh worrying alarming staggering whopping mere steady rapid biggest largest smallest \
         separate individual running consecutive successive straight rolling estimated modest similar strong \
         police-recorded confirmed kind kinds sort type types late early higher lower greater worst best least next further surprise sudden",
    ),
    (
        Time,
        "year years month months week weeks day days hour hours minute minutes quarter quarters period periods time \
         decade decades season summer winter spring autumn financial calendar fiscal today yesterday tonight tomorrow \
         monday tuesday wednesday thursday friday saturday sunday january february march april june july august \
         september october november december ago earlier later recently currently now last past date pandemic lockdown \
         century ytd q1 q2 q3 q4 eve seasonally term",
    ),
    (
        Body,
        "police force forces constabulary council councils authority authorities service trust trusts borough county \
         district region regions area areas country nation state government ministry office department officials nhs \
         board counties boroughs districts nationally regionally locally nationwide countrywide hospital city town \
         community local national regional map",
    ),
    (
        Derived,
        "rate rates proportion share percentage average mean median cost costs value price prices bill spending spend \
         budget income revenue ratio probability risk odds length duration likelihood per-capita prevalence",
    ),
];

static CLASS_OF: LazyLock<HashMap<&'static str, WordClass>> = LazyLock::new(|| {
    let mut map = HashMap::new();
    for (class, words) in CLASSES {
        for word in words.split_whitespace() {
            map.entry(word).or_insert(class);
        }
    }
    map
});

/// The class of a word in small letters.
pub(super) fn class(word: &str) -> WordClass {
    const NOUNS_IN_LY: [&str; 10] =
        ["family", "assembly", "elderly", "supply", "reply", "anomaly", "monopoly", "ally", "bully", "fly"];
    if let Some(class) = CLASS_OF.get(word) {
        return *class;
    }
    let change = super::movement::direction(word).is_some() || super::movement::is_change_noun(word);
    let adverb = word.len() > 4 && word.ends_with("ly") && !NOUNS_IN_LY.contains(&word);
    if change || adverb || crate::words::number_word(word).is_some() { Function } else { Content }
}

/// Adjectives that always narrow what they stand with. A figure that agrees with the whole does not make them harmless.
pub(super) fn narrows(word: &str) -> bool {
    const NARROWING: &str = "attempted domestic accidental unsolved solved fatal minor repeat commercial male female other \
        another unrecorded unreported planned expected forecast predicted target average urban rural additional extra \
        remaining rest poll survey sample panel study";
    static SET: LazyLock<std::collections::HashSet<&'static str>> =
        LazyLock::new(|| NARROWING.split_whitespace().collect());
    SET.contains(word)
}

/// Words for people who do or suffer something. They count people, not what the people did: `burglars` are no burglary.
pub(super) fn is_person(word: &str) -> bool {
    const PEOPLE: [&str; 14] = [
        "thief",
        "thieves",
        "victim",
        "victims",
        "suspect",
        "suspects",
        "police",
        "crew",
        "crews",
        "patients",
        "staff",
        "pupils",
        "arrests",
        "criminals",
    ];
    let agent = ["ers", "ars", "ors"].iter().any(|ending| word.len() > 5 && word.ends_with(ending));
    agent || PEOPLE.contains(&word)
}
