//! Every text can be said in another language, and Welsh has all of them; no sentence is written outside the catalogue.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use expect_test::expect_file;
use force_compare::chart::{Form, Of, TypicalSans, layout};
use force_compare::compare::{Asked, Choice, Comparison, Quantity, Subject, View};
use force_compare::data::{Dataset, Marker, Payload, Plural, read};
use force_compare::publish::{LANGUAGES, Spoken, Words, faults, former_messages};
use force_compare::table::{Table, table};
use force_compare::words::{self, Sentence};
use serde_json::{Value, json};

use crate::aloud::visit;
use crate::fixture::{image_offences_payload, officers_payload, seizures_payload};
use crate::strange::{english, files, literals, payload_of_no_language, words_of_no_language};

const WALES: [&str; 4] = ["north-wales", "south-wales", "gwent", "dyfed-powys"];

fn welsh() -> Value {
    serde_json::from_str(LANGUAGES[0].1).unwrap()
}

fn welsh_payload() -> Payload {
    let recipe = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/data/troseddau-delweddau.toml");
    crate::fixture::import(&recipe).unwrap()
}

#[test]
fn every_text_is_said_in_welsh_and_nothing_else() {
    let english = english();
    assert!(english.len() > 150, "only {} texts found", english.len());
    let welsh = welsh();
    let said: BTreeSet<String> = welsh["messages"].as_object().unwrap().keys().cloned().collect();
    let missing: Vec<_> = english.difference(&said).collect();
    assert!(missing.is_empty(), "src/words/cy.json lacks {missing:#?}");
    let stale: Vec<_> = said.difference(&english).collect();
    assert!(stale.is_empty(), "src/words/cy.json has texts that nothing uses: {stale:#?}");
    assert_eq!(faults(&welsh), [""; 0]);
}

#[test]
fn a_catalogue_with_a_fault_is_told() {
    let with = |messages: Value| faults(&json!({"format": words::FORMAT, "language": "cy", "messages": messages}));
    assert_eq!(with(json!({"Close": "Cau", "{0} days": {"one": "diwrnod", "other": "{0} diwrnod"}})), [""; 0]);
    assert_eq!(with(json!({"+{0}": "\u{200e}+{0}"})), [""; 0], "signs alone");
    let wrong = [
        json!({"Remove {0}": "Tynnu"}),
        json!({"Remove {0}": "Tynnu {1}"}),
        json!({"Close": 1}),
        json!({"{0} days": {"other": "{1}"}}),
        json!({"{0} days": {"several": "{0}"}}),
        json!({"Remove it": "Tynnu"}),
    ];
    for wrong in wrong {
        assert_eq!(with(wrong.clone()).len(), 1, "{wrong}");
    }
    assert!(with(json!({"Remove  {0}": "Tynnu {0}"}))[0].contains("“Remove {0}” may be meant"));
    assert_eq!(faults(&json!({"format": "force-compare-words/2"})).len(), 1);
    assert_eq!(faults(&json!({"format": words::FORMAT, "language": "no language", "messages": {}})).len(), 1);
}

/// A file of words that was sound once is told of each message what is said now, so that nobody has to search for it.
#[test]
fn a_former_message_is_told_with_the_one_that_took_its_place() {
    let english = english();
    let told = |message: &str| faults(&json!({"format": words::FORMAT, "language": "cy", "messages": {message: ""}}));
    let mut seen = BTreeSet::new();
    for (former, now) in former_messages() {
        assert!(seen.insert(former), "twice: “{former}”");
        assert!(!english.contains(former), "still said: “{former}”");
        let said = told(former);
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(now.iter().all(|now| english.contains(*now)), "not said today: {now:?}");
        assert!(now.iter().all(|now| said[0].contains(*now)), "{said:?} does not name {now:?}");
        assert_eq!(now.is_empty(), said[0].contains("take it out"), "{said:?}");
    }
    assert_eq!(
        told("within the usual ups and downs"),
        ["“within the usual ups and downs” is now “within the usual range”: put your words for that in its place"]
    );
    assert!(told("Beyond")[0].contains("is now one of “above the usual range”, “below the usual range”, "));
    assert!(told("higher")[0].starts_with("“higher” is no longer said"));
}

/// Pages load words as they are, and pass over what they do not know; so ours are held to what is said today.
#[test]
fn the_words_of_our_own_pages_are_those_of_today() {
    let words = files("www/variants", "json");
    assert!(!words.is_empty());
    for (name, text) in words {
        assert_eq!(faults(&serde_json::from_str(&text).unwrap()), [""; 0], "{name}");
    }
}

/// Reads words as the program reads a newsroom's own.
fn strange_words() -> Words {
    let text = words_of_no_language().to_string();
    Words::open(&BTreeMap::from([("words.json".to_string(), text.into_bytes())]), "words.json").unwrap()
}

/// Everything that a reader is told of a comparison.
fn all_said(comparison: &Comparison<'_>) -> Vec<String> {
    let dataset = comparison.dataset;
    let mut said = vec![words::headline(comparison), words::subtitle(comparison), words::description(comparison)];
    said.extend(words::methods(comparison));
    let labels = words::labels(dataset);
    said.extend([labels.add, labels.areas, labels.none, labels.full, labels.chart, labels.pick]);
    let fixed = [
        labels.view,
        labels.measure,
        labels.table,
        labels.sure,
        labels.source,
        labels.periods,
        labels.from,
        labels.to,
        labels.close,
        labels.share,
        labels.offline,
    ];
    said.extend(fixed.map(String::from));
    for view in View::ALL {
        said.push(words::view(view).into());
        said.extend(view.why_not(dataset).map(|why| words::why_not(why).to_string()));
    }
    for quantity in Quantity::ALL {
        said.push(words::quantity(comparison, quantity));
        said.extend(quantity.why_not(comparison.choice.view(), dataset).map(|why| words::why_not(why).to_string()));
    }
    said.push(words::nothing_to_show(comparison));
    said.push(words::ends(comparison));
    let mut sentence = |Sentence { fact, weight, rest }: Sentence| said.extend([fact, weight, rest]);
    for area in comparison.areas() {
        sentence(words::sentence(comparison, area));
        for period in 0..dataset.periods.len() {
            sentence(words::moment(comparison, Subject::Area(area), period));
        }
    }
    words::nation(comparison).into_iter().for_each(&mut sentence);
    let scene = layout(comparison, 680.0, None, &TypicalSans);
    for mark in &scene.marks {
        if let Of::Part(part) = mark.of {
            sentence(words::part(comparison, part));
        }
    }
    let (one, two) = (&[Subject::Area(0)][..], &[Subject::Area(0), Subject::Area(1)][..]);
    for (subjects, turns) in
        [(&[][..], false), (one, false), (two, true), (&[Subject::Nation, Subject::Area(0)][..], false)]
    {
        said.push(words::hearing(comparison, subjects, turns, Some((1.0, 2.0))));
    }
    said.extend([words::noise().into(), words::example().title]);
    for mark in &scene.marks {
        said.push(match mark.of {
            Of::Subject(subject) | Of::Figure(subject, _) => words::met(comparison, subject, comparison.choice.later),
            Of::Part(part) => words::met_part(comparison, part),
        });
    }
    let narrow = layout(comparison, 320.0, None, &TypicalSans);
    for shape in scene.shapes.iter().chain(&narrow.shapes) {
        if let Form::Text { text, .. } = &shape.form {
            said.push(text.clone());
        }
    }
    let Table { caption, columns, rows } = table(comparison);
    said.push(caption);
    said.extend(columns.into_iter().map(|column| column.label));
    // Flags are signs that the publisher uses.
    said.extend(rows.into_iter().flat_map(|row| row.cells).filter(|cell| !cell.contains('[')));
    said
}

/// Every text in every view of three datasets, in words that have none of English's letters.
#[test]
fn no_sentence_is_said_past_the_catalogue() {
    let _spoken = Spoken::begin(Some(&strange_words()));
    let mut number = 0;
    for payload in [image_offences_payload(), seizures_payload(), officers_payload()] {
        let dataset = read(&payload_of_no_language(&payload)).unwrap();
        for view in View::ALL {
            for quantity in Quantity::ALL {
                if view.why_not(&dataset).is_some() || quantity.why_not(view, &dataset).is_some() {
                    continue;
                }
                let asked =
                    Asked { view: Some(view.id().into()), measure: Some(quantity.id().into()), ..Asked::default() };
                let (choice, problems) = Choice::resolve(&asked, &dataset);
                assert_eq!(problems, []);
                for text in all_said(&Comparison::new(&dataset, choice)) {
                    assert!(!text.contains(|sign: char| sign.is_ascii_alphabetic()), "{view:?} {quantity:?}: {text}");
                    number += 1;
                }
            }
        }
    }
    for marker in [Marker::Missing, Marker::Unavailable, Marker::Withheld, Marker::NotApplicable, Marker::Low] {
        assert!(!words::marker(marker).contains(|sign: char| sign.is_ascii_alphabetic()));
    }
    assert!(number > 10_000, "only {number} texts");
}

#[test]
fn numbers_are_written_as_the_language_writes_them() {
    {
        let _spoken = Spoken::begin(Some(&strange_words()));
        assert_eq!(words::count(22_724), "22٬724");
        assert_eq!(words::signed_per_cent(-69.54), "−69٫5٪");
        assert_eq!(words::tick(Quantity::Change, 50.0), "+50٪");
    }
    assert_eq!(words::count(22_724), "22,724", "English again");
}

/// These are Unicode's plural rules for Welsh, which browsers know by themselves: the browser tests ask them too.
#[test]
fn welsh_has_six_forms_for_a_number() {
    let words = Words::of("cy-GB", None).unwrap();
    let catalogue = words.catalogue();
    let forms = [0, 1, 2, 3, 4, 5, 6, 7, 10, 100].map(|number| catalogue.plural(number).id());
    assert_eq!(forms, ["zero", "one", "two", "few", "other", "other", "many", "other", "other", "other"]);
    let _spoken = Spoken::begin(Some(&words));
    assert_eq!([1.0, 2.0, 3.0, 23.0].map(words::pace), ["munud", "2 funud", "3 munud", "23 munud"]);
    assert_eq!([2.0, 6.0].map(|days| words::pace(days * 1440.0)), ["2 ddiwrnod", "6 diwrnod"]);
    assert_eq!(Plural::ALL.map(|form| Plural::named(form.id())), Plural::ALL.map(Some));
}

#[test]
fn the_welsh_payload_has_the_figures_of_the_english_one() {
    let (welsh, english) = (welsh_payload().dataset, image_offences_payload().dataset);
    assert_eq!(welsh.columns, english.columns);
    let ids = |dataset: &Dataset| dataset.areas.iter().map(|area| area.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&welsh), ids(&english));
    let figures = |dataset: &Dataset| {
        let nation = dataset.nation.clone().unwrap();
        let parts = dataset.categories.clone().unwrap().parts.into_iter().map(|part| part.count).collect::<Vec<_>>();
        (nation.counts, nation.populations, parts)
    };
    assert_eq!(figures(&welsh), figures(&english));
}

#[test]
fn the_four_welsh_forces_in_every_view_in_welsh() {
    let dataset = welsh_payload().dataset;
    let _spoken = Spoken::begin(Words::of("cy", None).as_ref());
    let visit = visit(&dataset, &WALES, &["essex", "kent", "surrey"], None);
    expect_file!["snapshots/visit-cymraeg.txt"].assert_eq(&visit);
}

/// Messages of the scripts to whoever set the page up, in the console.
const TO_THE_PAGE: [&str; 9] =
    ["Failure(", "Error(", "console.", "warn(", "const message", "const what", "const fault", "const advice", "throw "];

/// Lines in which the scripts list names of things rather than words.
const NAMES: [&str; 4] = ["class: ", "font", "const kind", "closest("];

/// The texts between quotes in a line of a script, without the values that are put into them.
fn script_literals(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = line;
    while let Some(start) = rest.find(['\'', '"', '`']) {
        let quote = rest[start..].chars().next().unwrap();
        let Some(end) = rest[start + 1..].find(quote) else { break };
        let text = &rest[start + 1..start + 1 + end];
        let text = text
            .split("${")
            .enumerate()
            .map(|(at, part)| if at == 0 { part } else { part.split_once('}').unwrap_or_default().1 });
        found.push(text.collect());
        rest = &rest[start + end + 2..];
    }
    found
}

fn is_sentence(text: &str) -> bool {
    let word = |word: &&str| word.len() > 1 && word.chars().all(|sign| sign.is_alphabetic() || ".,;:’".contains(sign));
    text.split(' ').filter(word).count() > 1
}

#[test]
fn no_script_and_no_layer_above_words_has_a_sentence_of_its_own() {
    assert!(is_sentence("All figures as a table") && !is_sentence("ж"));
    let mut checked = 0;
    for (name, text) in files("www/force-compare", "js") {
        let lines: Vec<_> = text.lines().collect();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            checked += 1;
            // The formatter puts a long argument on a line of its own, below the call.
            let call = &lines[at.saturating_sub(2)..=at];
            if call.iter().any(|line| TO_THE_PAGE.iter().chain(&NAMES).any(|known| line.contains(known))) {
                continue;
            }
            for text in script_literals(line) {
                assert!(!is_sentence(&text), "{name}:{}: “{text}”: readers' words are written in src/words", at + 1);
            }
        }
    }
    assert!(checked > 1_000);
    let mut sources: Vec<_> =
        ["src/chart", "src/report", "src/web", "src"].into_iter().flat_map(|folder| files(folder, "rs")).collect();
    sources.retain(|(name, _)| !["lib.rs", "cli.rs", "claims.rs", "main.rs"].contains(&name.as_str()));
    for (name, text) in sources {
        let (text, _) = text.split_once("#[cfg(test)]").unwrap_or((&text, ""));
        for literal in literals(text) {
            // This message is for whoever set the page up.
            let told = ["the canvas gives no 2D context"].contains(&literal.as_str());
            assert!(told || !is_sentence(&literal), "{name}: “{literal}”: readers' words are written in src/words");
        }
    }
}

/// `render` and `bundle` take a newsroom's words, and refuse those that the widget cannot use.
#[test]
fn the_program_takes_words_of_ones_own() {
    let folder = std::env::temp_dir().join(format!("force-compare-own-words-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let recipe = |name: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("www/data/{name}.toml"));
    let render = |recipe: &Path, words: Value| {
        let file = folder.join("own.json");
        fs::write(&file, words.to_string()).unwrap();
        let mut program = Command::new(env!("CARGO_BIN_EXE_force-compare"));
        let ended = program.arg("render").arg(recipe).arg("--words").arg(file).output().unwrap();
        (ended.status.success(), [ended.stdout, ended.stderr].map(|text| String::from_utf8(text).unwrap()).concat())
    };
    let own =
        |language: &str, messages: Value| json!({"format": words::FORMAT, "language": language, "messages": messages});
    let (sound, said) =
        render(&recipe("image-offences"), own("en", json!({"{0} recorded {1} {2}": "{0} noted {1} {2}"})));
    assert!(sound && said.contains("noted 200 offences") && said.contains("All figures as a table"), "{said}");
    let (sound, said) = render(&recipe("troseddau-delweddau"), own("cy", json!({"Source": "Tarddiad"})));
    assert!(sound && said.contains("<p>Tarddiad: ") && said.contains("Yr holl ffigurau mewn tabl"), "{said}");
    let (sound, said) = render(&recipe("image-offences"), own("cy", json!({})));
    assert!(!sound && said.contains("it is in “en-GB”, and the words are in “cy”"), "{said}");
    let (sound, said) = render(&recipe("image-offences"), own("en", json!({"Closed": "Shut", "Remove {0}": "Off"})));
    assert!(
        !sound && said.contains("“Closed” is never said; “Close” may be meant") && said.contains("“Remove {0}”: "),
        "{said}"
    );
    fs::remove_dir_all(folder).unwrap();
}
