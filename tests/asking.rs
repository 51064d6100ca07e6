//! The questions of `import`: what is asked, how it is answered, and that nothing is written before.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::Path;

use force_compare::sheet::{self, Problems};
use serde_json::Value;

use crate::sheets::{folder, making, run};

const DEATHS: &str =
    "State,Year,Deaths,Injuries\nAlabama,2018,82,310\nAlaska,2018,15,64\nAlabama,2019,90,290\nAlaska,2019,19,70\n";

#[test]
fn without_an_answer_nothing_is_written() {
    let folder = folder("asking");
    fs::write(folder.join("deaths.csv"), DEATHS).unwrap();
    let (code, out, said) = run(&folder, &["import", "deaths.csv", "-o", "deaths.json"]);
    assert_eq!((code, out.as_str()), (2, ""), "{said}");
    assert!(said.contains("question: deaths.csv:1:3: Which column has the figures?"), "{said}");
    assert!(said.contains("“Deaths”: Alabama 82, Alaska 15\n      counts.columns.count = \"Deaths\""), "{said}");
    assert!(said.contains("1 question, nothing written"), "{said}");
    assert!(!folder.join("deaths.json").exists() && !folder.join("deaths.toml").exists());
    // The line that stands there is the answer.
    let answer = ["--answer", "counts.columns.count = \"Deaths\"", "-o", "deaths.json"];
    let (code, out, said) = run(&folder, &[&["import", "deaths.csv"][..], &answer].concat());
    assert_eq!(code, 0, "{said}");
    assert!(out.contains("2018: 2018-01-01 to 2018-12-31: Alabama 82, Alaska 15"), "{out}");
    // A recipe keeps it, and then nothing is asked.
    let (code, _, said) = run(&folder, &["import", "--init", "deaths.csv", answer[0], answer[1]]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(run(&folder, &["import", "deaths.csv", "-o", "again.json"]).0, 0);
    assert_eq!(fs::read(folder.join("again.json")).unwrap(), fs::read(folder.join("deaths.json")).unwrap());
    let (code, _, said) = run(&folder, &["import", "deaths.csv", answer[0], answer[1]]);
    assert!(code == 2 && said.contains("write the sheet and the answers there"), "{said}");
}

#[test]
fn machines_get_questions_as_values() {
    let folder = folder("asking-json");
    fs::write(folder.join("deaths.csv"), DEATHS).unwrap();
    let (code, out, _) = run(&folder, &["import", "deaths.csv", "--json", "-o", "deaths.json"]);
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &report["written"]), (2, &Value::Null));
    let question = &report["questions"][0];
    for (key, expected) in
        [("kind", "figures"), ("location", "deaths.csv:1:3"), ("column", "3"), ("file", "deaths.csv")]
    {
        assert_eq!(question[key], expected, "{key}");
    }
    let candidate = &question["candidates"][1];
    assert_eq!(candidate["line"], "counts.columns.count = \"Injuries\"");
    assert_eq!(candidate["gives"], serde_json::json!([["Alabama", "310"], ["Alaska", "64"]]));
}

#[test]
fn an_answer_that_fits_nothing_is_refused() {
    let folder = folder("asking-wrongly");
    fs::write(folder.join("deaths.csv"), DEATHS).unwrap();
    for (answer, problem) in [
        ("counts.columns.count = \"Death\"", "no column has the heading “Death”; did you mean “Deaths”?"),
        ("counts.column = \"Deaths\"", "no question has an answer with the key counts.column"),
        ("Deaths", "“Deaths” is no answer"),
        ("counts.sheet = \"Table 2\"", ""),
    ] {
        let (code, _, said) = run(&folder, &["import", "deaths.csv", "--answer", answer, "-o", "deaths.json"]);
        let said = said.replace("\n |\n = help: ", "; ");
        assert!(code == 2 && said.contains(problem), "{answer}: {said}");
        assert!(!folder.join("deaths.json").exists());
    }
}

#[test]
fn a_sheet_is_named_for_a_recipe_too() {
    let folder = folder("asking-sheets");
    let book = making::xlsx(
        "== 2018\nForce | 2018\nKent | 118\nEssex | 209\n== 2019\nForce | 2019\nKent | 130\nEssex | 250\n",
    );
    fs::write(folder.join("years.xlsx"), book).unwrap();
    let (code, _, said) = run(&folder, &["import", "--init", "years.xlsx"]);
    assert!(code == 2 && said.contains("Which sheet has the figures?"), "{said}");
    assert!(!folder.join("years.toml").exists());
    let (code, _, said) = run(&folder, &["import", "--init", "years.xlsx", "--sheet", "2019"]);
    assert_eq!(code, 0, "{said}");
    assert!(fs::read_to_string(folder.join("years.toml")).unwrap().contains("sheet = \"2019\""));
    fs::remove_file(folder.join("years.toml")).unwrap();
    let (code, out, _) = run(&folder, &["import", "years.xlsx", "--sheet", "2018", "-o", "years.json"]);
    assert!(code == 0 && out.contains("Kent 118, Essex 209"), "{out}");
    let (code, _, said) = run(&folder, &["import", "years.xlsx", "--sheet", "2017"]);
    assert!(code == 2 && said.contains("there is no sheet called “2017”"), "{said}");
}

#[test]
fn a_recipe_with_a_gap_is_refused_at_its_line() {
    let folder = folder("asking-gaps");
    fs::write(folder.join("a.csv"), "Area,Incidents\nNorth,118\nSouth,209\n").unwrap();
    let (code, out, _) = run(&folder, &["import", "--init", "a.csv"]);
    assert!(code == 0 && out.contains("Which days do the figures of “Incidents” cover?"), "{out}");
    let recipe = fs::read_to_string(folder.join("a.toml")).unwrap();
    let line = recipe.lines().position(|line| line.starts_with("start = ")).unwrap() + 1;
    let (code, _, said) = run(&folder, &["import", "a.csv", "-o", "a.json"]);
    assert!(code == 2 && said.contains(&format!("a.toml:{line}: this entry has still to be filled in")), "{said}");
    fs::write(folder.join("a.toml"), recipe.replace("FILL IN, as ", "")).unwrap();
    assert_eq!(run(&folder, &["import", "a.csv", "-o", "a.json"]).0, 0);
}

#[test]
fn other_verbs_take_a_spreadsheet() {
    let folder = folder("asking-verbs");
    fs::write(folder.join("plain.csv"), "Force,2018,2019\nKent,118,130\nEssex,209,250\n").unwrap();
    fs::write(folder.join("deaths.csv"), DEATHS).unwrap();
    fs::write(folder.join("article.txt"), "Kent recorded 130 offences in 2019, and Essex 251.").unwrap();
    let (code, out, said) = run(&folder, &["check", "article.txt", "plain.csv"]);
    assert!(code == 1 && out.contains("contradicted"), "{out}{said}");
    let (code, out, _) = run(&folder, &["render", "plain.csv"]);
    assert!(code == 0 && out.contains("<figure"), "{out}");
    let (code, out, said) = run(&folder, &["bundle", "plain.csv", "-o", "upload"]);
    assert!(code == 0 && folder.join("upload/force-compare/data/plain.json").exists(), "{out}{said}");
    // One that leaves something to ask needs its recipe.
    let (code, _, said) = run(&folder, &["render", "deaths.csv"]);
    assert!(code == 2 && said.contains("Which column has the figures?"), "{said}");
    assert!(said.contains("counts.columns.count = \"Deaths\""), "{said}");
    let typed = ["import", "--init", "deaths.csv", "--answer", "counts.columns.count = \"Injuries\""];
    assert_eq!(run(&folder, &typed).0, 0);
    let (code, out, _) = run(&folder, &["render", "deaths.csv"]);
    assert!(code == 0 && out.contains("310"), "{out}");
}

/// Whatever is answered, the question is not asked again, and in the end there is a payload or a refusal.
#[test]
fn every_answer_settles_its_question() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kinds");
    let (mut answered, mut made) = (0, 0);
    for entry in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        for section in text.split("\n=== ").skip(1) {
            let (name, rest) = section.split_once('\n').unwrap();
            let body = rest.split("\n--- ").next().unwrap().to_string() + "\n";
            let bytes = match name.rsplit('.').next() {
                Some("xlsx") => making::xlsx(&body),
                Some("ods") => making::ods(&body),
                _ => body.into_bytes(),
            };
            let files = BTreeMap::from([(name.to_string(), bytes)]);
            let mut open: Vec<Vec<String>> = vec![Vec::new()];
            while let Some(answers) = open.pop() {
                let sketch = match sheet::sketch(&files, name, &answers) {
                    Ok(sketch) => sketch,
                    Err(problem) => {
                        assert!(answers.is_empty(), "{name}, {answers:?}: {problem}");
                        continue;
                    }
                };
                assert!(answers.len() < 8, "{name}: {answers:?}");
                let Some(question) = sketch.questions.first() else {
                    // The recipe with all answers in it says the same without them.
                    let payload = sheet::make(&files, "sheet.toml", &sketch.recipe, &mut Problems::default());
                    made += usize::from(payload.is_some() && !answers.is_empty());
                    continue;
                };
                let keys: HashSet<&str> = answers.iter().map(|line| line.split(" = ").next().unwrap()).collect();
                for candidate in &question.candidates {
                    let key = candidate.line.split(" = ").next().unwrap();
                    assert!(!keys.contains(key), "{name}: asked again: {question}\n{answers:?}");
                    answered += 1;
                    open.push(answers.iter().cloned().chain([candidate.line.clone()]).collect());
                }
            }
        }
    }
    assert!(answered > 60 && made > 50, "{answered} answered, {made} made");
}
