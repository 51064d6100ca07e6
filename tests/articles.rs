//! Scores the checker on articles whose claims a person found by hand: how many claims it finds, how many it judges
//! rightly, and above all how many it calls wrong although they are right.

use std::fs;
use std::path::{Path, PathBuf};

use expect_test::expect_file;
use force_compare::claims::{ClaimVerdict, FactRow, Facts, Finding, check};
use serde_json::{Value, json};

/// An annotated article.
pub struct Article {
    pub name: String,
    pub json: Value,
}

impl Article {
    pub fn text(&self) -> &str {
        self.json["text"].as_str().unwrap()
    }

    fn is_mutated(&self) -> bool {
        self.json["mutated"] == json!(true)
    }

    pub fn facts(&self) -> Facts {
        self.facts_where(|_| true)
    }

    /// The facts of the first measure alone, which is what a payload holds; and the article as it is to be read with
    /// them: what it says of another measure may be left alone.
    fn of_first_measure(&self) -> (Facts, Self) {
        let first = &self.json["table"][0]["measure"];
        let mut json = self.json.clone();
        for statement in json["statements"].as_array_mut().unwrap() {
            if statement["measure"].is_string() && statement["measure"] != *first {
                statement["acceptable"].as_array_mut().unwrap().push(json!("not_checkable"));
            }
        }
        let name = [&self.name, " with its first measure"].concat();
        (self.facts_where(|row| row["measure"] == *first), Self { name, json })
    }

    fn facts_where(&self, kept: impl Fn(&Value) -> bool) -> Facts {
        let text = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_string();
        let rows: Vec<_> = self.json["table"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|row| kept(row))
            .map(|row| FactRow {
                area: text(row, "area"),
                period: text(row, "period"),
                measure: text(row, "measure"),
                value: row["value"].as_f64().unwrap(),
                half_width: row["half_width"].as_f64().unwrap_or(0.0),
            })
            .collect();
        let groups = self.json["groups"].as_object().into_iter().flatten();
        let groups: Vec<_> = groups
            .map(|(name, members)| {
                let members = members.as_array().unwrap().iter().map(|member| member.as_str().unwrap().to_string());
                (name.clone(), members.collect())
            })
            .collect();
        let mut facts = Facts::new(&rows, &groups, &[]);
        for pair in self.json["synonyms"].as_array().into_iter().flatten() {
            facts.call(pair[0].as_str().unwrap(), pair[1].as_str().unwrap());
        }
        facts
    }
}

/// The articles of a folder.
fn articles(folder: &Path) -> Vec<Article> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    files.sort();
    files
        .iter()
        .map(|path| Article {
            name: path.file_stem().unwrap().to_str().unwrap().into(),
            json: serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap(),
        })
        .collect()
}

const fn word(verdict: ClaimVerdict) -> &'static str {
    match verdict {
        ClaimVerdict::Verified => "verified",
        ClaimVerdict::RoundedRight => "rounded_right",
        ClaimVerdict::Contradicted => "contradicted",
        ClaimVerdict::NotCheckable => "not_checkable",
    }
}

/// The length that two spans share, as a part of the length that they cover together.
fn overlap(a: [usize; 2], b: [usize; 2]) -> f64 {
    let common = a[1].min(b[1]).saturating_sub(a[0].max(b[0])) as f64;
    if common == 0.0 { 0.0 } else { common / (a[1].max(b[1]) - a[0].min(b[0])) as f64 }
}

fn span(of: &Value) -> [usize; 2] {
    [0, 1].map(|at| of[at].as_u64().unwrap() as usize)
}

/// The counts from which the measures are made.
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    gold: usize,
    predicted: usize,
    matched: usize,
    sound: usize,
    false_alarms: usize,
    errors: usize,
    caught: usize,
    flags: usize,
    abstain: usize,
    abstained: usize,
    checkable: usize,
    decided: usize,
    values: usize,
    values_right: usize,
}

impl Score {
    /// Pairs each annotated statement with the finding that overlaps it most, then counts both, pairs and leftovers.
    pub fn add(&mut self, article: &Article, findings: &[Finding], log: &mut String) {
        let gold = article.json["statements"].as_array().unwrap();
        let spans: Vec<_> = findings.iter().map(|finding| [finding.start.point, finding.end.point]).collect();
        let mut pairs: Vec<_> = (0..gold.len())
            .flat_map(|i| (0..spans.len()).map(move |j| (i, j)))
            .map(|(i, j)| (overlap(span(&gold[i]["span"]), spans[j]), i, j))
            .filter(|pair| pair.0 > 0.0)
            .collect();
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((b.1, b.2).cmp(&(a.1, a.2))));
        let (mut of_gold, mut used) = (vec![None; gold.len()], vec![false; spans.len()]);
        for (_, i, j) in pairs {
            if of_gold[i].is_none() && !used[j] {
                of_gold[i] = Some(j);
                used[j] = true;
            }
        }
        self.gold += gold.len();
        self.predicted += spans.len();
        for (statement, found) in gold.iter().zip(&of_gold) {
            let accept: Vec<_> =
                statement["acceptable"].as_array().unwrap().iter().map(|v| v.as_str().unwrap()).collect();
            let finding = found.map(|at| &findings[at]);
            let verdict = finding.map(|finding| word(finding.verdict));
            self.matched += usize::from(found.is_some());
            let sound = verdict.is_some_and(|verdict| accept.contains(&verdict));
            self.sound += usize::from(sound);
            let flagged = verdict == Some("contradicted");
            self.flags += usize::from(flagged);
            self.false_alarms += usize::from(flagged && !accept.contains(&"contradicted"));
            let error = accept == ["contradicted"];
            self.errors += usize::from(error);
            self.caught += usize::from(error && flagged);
            let abstain = accept == ["not_checkable"];
            self.abstain += usize::from(abstain);
            self.abstained += usize::from(abstain && verdict.is_none_or(|verdict| verdict == "not_checkable"));
            let checkable = !accept.contains(&"not_checkable");
            self.checkable += usize::from(checkable);
            self.decided += usize::from(checkable && verdict.is_some_and(|verdict| verdict != "not_checkable"));
            if let (Some(value), Some(range)) =
                (statement["recomputed"].as_f64(), finding.and_then(|finding| finding.recomputed))
            {
                self.values += 1;
                let right = (value.abs() - range.value.abs()).abs() <= 1e-3 * value.abs().max(1.0)
                    || statement["type"].as_str().is_some_and(|kind| kind.ends_with("fraction"))
                        && (value.abs() / 100.0 - range.value.abs()).abs() <= 1e-3;
                self.values_right += usize::from(right);
            }
            if !sound {
                *log += &format!(
                    "{} {} wants {}, got {}: {}\n",
                    article.name,
                    statement["surface"],
                    accept.join(" or "),
                    verdict.unwrap_or("nothing"),
                    finding.map_or("not found", |finding| finding.explanation.as_str())
                );
            }
        }
        for (finding, _) in findings.iter().zip(&used).filter(|(_, used)| !**used) {
            let flagged = finding.verdict == ClaimVerdict::Contradicted;
            self.flags += usize::from(flagged);
            self.false_alarms += usize::from(flagged);
            *log += &format!(
                "{} {:?} is no statement, got {}: {}\n",
                article.name,
                finding.surface,
                word(finding.verdict),
                finding.explanation
            );
        }
    }

    fn part(of: usize, all: usize) -> f64 {
        if all == 0 { 1.0 } else { of as f64 / all as f64 }
    }

    pub fn table(&self) -> String {
        format!(
            "statements {}  detection R {:.3} P {:.3}  verdicts {:.3}  false alarms {}  errors caught {}/{}  flags {}  decided {:.3}  abstains {}/{}  values {}/{}",
            self.gold,
            Self::part(self.matched, self.gold),
            Self::part(self.matched, self.predicted),
            Self::part(self.sound, self.gold),
            self.false_alarms,
            self.caught,
            self.errors,
            self.flags,
            Self::part(self.decided, self.checkable),
            self.abstained,
            self.abstain,
            self.values_right,
            self.values
        )
    }

    /// Asserts the limits that hold for any set of articles.
    pub fn demand(&self, log: &str) {
        let shown = || format!("{}\n{log}", self.table());
        assert_eq!(self.false_alarms, 0, "{}", shown());
        assert!(
            Self::part(self.matched, self.gold) >= 0.95 && Self::part(self.matched, self.predicted) >= 0.95,
            "{}",
            shown()
        );
        assert!(Self::part(self.sound, self.gold) >= 0.92, "{}", shown());
        assert!(Self::part(self.decided, self.checkable) >= 0.90, "{}", shown());
        assert!(Self::part(self.abstained, self.abstain) >= 0.95, "{}", shown());
        assert!(self.caught * 10 >= self.errors * 9, "{}", shown());
    }
}

fn write_out(article: &Article, findings: &[Finding]) {
    let Some(folder) = std::env::var_os("CLAIMS_OUT") else { return };
    fs::create_dir_all(&folder).unwrap();
    let statements: Vec<_> = findings
        .iter()
        .map(|finding| {
            json!({
                "span": [finding.start.point, finding.end.point],
                "verdict": word(finding.verdict),
                "recomputed": finding.recomputed.map(|range| range.value),
                "surface": finding.surface,
                "explanation": finding.explanation,
            })
        })
        .collect();
    let path = Path::new(&folder).join([&article.name, ".json"].concat());
    fs::write(path, serde_json::to_string_pretty(&json!({"statements": statements})).unwrap()).unwrap();
}

#[test]
fn articles_are_scored() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    let folder = std::env::var_os("CLAIMS_DIR").map_or_else(|| own.clone(), PathBuf::from);
    let (mut natural, mut mutated, mut first) = (Score::default(), Score::default(), Score::default());
    let mut log = String::new();
    for article in articles(&folder) {
        let checked = check(article.text(), &article.facts());
        write_out(&article, &checked.findings);
        let score = if article.is_mutated() { &mut mutated } else { &mut natural };
        score.add(&article, &checked.findings, &mut log);
        let (facts, read) = article.of_first_measure();
        first.add(&read, &check(article.text(), &facts).findings, &mut log);
    }
    let scores = [("natural", natural), ("mutated", mutated), ("first measure", first)];
    let tables: String = scores.iter().map(|(name, score)| format!("{name}: {}\n", score.table())).collect();
    println!("{}\n{log}{tables}", folder.display());
    for (_, score) in scores {
        score.demand(&log);
    }
    // A share would not show which rule is lost when one statement changes.
    if folder == own {
        expect_file!["snapshots/articles.txt"].assert_eq(&log);
    }
}
