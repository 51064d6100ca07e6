//! `import` at its limits: long files, workbooks that unpack to too much, and runs that end at any moment.

use std::fmt::Write as _;
use std::fs;
use std::io::{BufWriter, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use rust_xlsxwriter::Workbook;
use serde_json::Value;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::sheets::{folder, making, run};

const PROGRAM: &str = env!("CARGO_BIN_EXE_force-compare");

/// A recipe for a file with a row for each figure, over ten months.
fn tidy_recipe(file: &str) -> String {
    let mut recipe = format!(
        "title = \"Incidents\"\nlanguage = \"en-GB\"\n[measure]\nlabel = \"Incidents\"\nsingular = \"incident\"\nplural = \"incidents\"\n\
         [noun]\nsingular = \"area\"\nplural = \"areas\"\n[areas]\ncolumns = {{ name = \"area\" }}\n\
         [counts]\nfile = \"{file}\"\nonly = {{ \"kind\" = \"taken\" }}\ncolumns = {{ area = \"area\", period = \"month\", count = \"count\" }}\n"
    );
    for month in 1..=10 {
        write!(recipe, "[[periods]]\nid = \"m{month}\"\nlabel = \"2019-{month:02}\"\nstart = \"2019-{month:02}-01\"\nend = \"2019-{month:02}-28\"\n").unwrap();
    }
    recipe
}

fn json(path: &std::path::Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

#[test]
fn ten_thousand_rows_of_a_workbook() {
    let folder = folder("ten-thousand");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in ["Ward", "2018", "2019"].iter().enumerate() {
        sheet.write(0, column as u16, *heading).unwrap();
    }
    for row in 1..=10_000_u32 {
        sheet.write(row, 0, format!("Ward number {row}")).unwrap();
        sheet.write(row, 1, row).unwrap();
        sheet.write(row, 2, 10_001 - row).unwrap();
    }
    book.save(folder.join("wards.xlsx")).unwrap();
    let (code, _, said) = run(&folder, &["import", "wards.xlsx", "-o", "wards.json"]);
    assert_eq!(code, 0, "{said}");
    let payload = json(&folder.join("wards.json"));
    assert_eq!(payload["areas"].as_array().unwrap().len(), 10_000);
    assert_eq!((&payload["counts"][0][9_999], &payload["counts"][1][9_999]), (&10_000.into(), &1.into()));
}

/// The memory that the program gets in the test below: the file itself would not fit into it.
#[cfg(target_os = "linux")]
const MEMORY: u64 = 40 << 20;

#[cfg(target_os = "linux")]
#[test]
fn a_million_rows_in_the_memory_of_a_few() {
    let folder = folder("million");
    let path = folder.join("long.csv");
    let mut file = BufWriter::new(fs::File::create(&path).unwrap());
    let filler = "a remark that is in every row and that nobody needs for anything";
    writeln!(file, "area,month,kind,count,remark").unwrap();
    // A thousand areas, ten months and a hundred kinds, of which the recipe takes one.
    let mut block = String::new();
    for area in 0..1_000 {
        for month in 1..=10 {
            writeln!(block, "Area {area:04},2019-{month:02},KIND,{},{filler}", area + month).unwrap();
        }
    }
    for kind in 0..100 {
        let name = if kind == 57 { "taken".into() } else { format!("kind {kind}") };
        file.write_all(block.replace("KIND", &name).as_bytes()).unwrap();
    }
    file.flush().unwrap();
    drop(file);
    assert!(fs::metadata(&path).unwrap().len() > 2 * MEMORY);
    fs::write(folder.join("long.toml"), tidy_recipe("long.csv")).unwrap();
    // The heap alone is limited: the program's own code is larger, unoptimised.
    let limited = |bytes: u64| {
        let command = format!("ulimit -d {}; exec \"$0\" \"$@\"", bytes / 1024);
        Command::new("sh")
            .current_dir(&folder)
            .args(["-c", &command, PROGRAM, "import", "long.toml", "-o", "long.json"])
            .output()
            .unwrap()
    };
    assert!(!limited(1 << 20).status.success(), "the limit is no limit");
    let output = limited(MEMORY);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let payload = json(&folder.join("long.json"));
    assert_eq!(payload["areas"].as_array().unwrap().len(), 1_000);
    assert_eq!(payload["counts"][9][999], 1_009);
    fs::remove_file(path).unwrap();
}

/// A name is recognised in every file, however its cell is broken into lines.
#[test]
fn a_broken_line_in_a_name_loses_no_population() {
    let folder = folder("broken-lines");
    let recipe =
        tidy_recipe("broken.csv").replace("label = \"2019-01\"\n", "label = \"2019-01\"\npopulation = \"2019\"\n");
    let people = "[populations]\nfile = \"people.csv\"\ncolumns = { area = \"area\", date = \"year\", population = \"people\" }\n";
    fs::write(folder.join("broken.toml"), recipe + people).unwrap();
    fs::write(
        folder.join("broken.csv"),
        "area,month,kind,count\n\"North\r\nEnd\",2019-01,taken,12\nSouth,2019-01,taken,30\n",
    )
    .unwrap();
    fs::write(folder.join("people.csv"), "area,year,people\n\"North\r\nEnd\",2019,500\nSouth,2019,700\n").unwrap();
    let (code, _, said) = run(&folder, &["import", "broken.csv", "-o", "broken.json"]);
    assert_eq!(code, 0, "{said}");
    let payload = json(&folder.join("broken.json"));
    assert_eq!(payload["areas"][0]["name"], "North End");
    assert_eq!(payload["populations"][0], serde_json::json!([500, 700]));
}

/// More events than people is possible, and says that the wrong people were counted; a force that serves others has no
/// rate anyway.
#[test]
fn more_events_than_people_is_said() {
    let folder = folder("few-people");
    let recipe =
        tidy_recipe("few.csv").replace("label = \"2019-01\"\n", "label = \"2019-01\"\npopulation = \"2019\"\n");
    let people = "[populations]\nfile = \"people.csv\"\ncolumns = { area = \"area\", date = \"year\", population = \"people\" }\n";
    fs::write(folder.join("few.toml"), recipe + people).unwrap();
    let rows =
        "area,month,kind,count\nNorth,2019-01,taken,12\nAirport,2019-01,taken,30\nCity of London,2019-01,taken,30\n";
    fs::write(folder.join("few.csv"), rows).unwrap();
    fs::write(folder.join("people.csv"), "area,year,people\nNorth,2019,500\nAirport,2019,7\nCity of London,2019,9\n")
        .unwrap();
    let (code, _, said) = run(&folder, &["import", "few.csv", "-o", "few.json"]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(said.matches("fewer people live here").count(), 1, "{said}");
    assert!(said.contains("people.csv:3"), "{said}");
    let areas = &json(&folder.join("few.json"))["areas"];
    assert_eq!([&areas[1]["noRate"], &areas[2]["noRate"]], [&serde_json::Value::Null, &serde_json::json!(true)]);
}

#[test]
fn the_order_of_rows_changes_no_figure() {
    let folder = folder("shuffled");
    fs::write(folder.join("shuffled.toml"), tidy_recipe("shuffled.csv")).unwrap();
    let rows: Vec<String> = (0..12)
        .flat_map(|area| {
            (1..=10).map(move |month| format!("Area {area},2019-{month:02},taken,{}\n", area * 100 + month))
        })
        .collect();
    let figures = |rows: &[String]| {
        fs::write(folder.join("shuffled.csv"), format!("area,month,kind,count\n{}", rows.concat())).unwrap();
        assert_eq!(run(&folder, &["import", "shuffled.csv", "-o", "out.json"]).0, 0);
        let payload = json(&folder.join("out.json"));
        let areas = payload["areas"].as_array().unwrap().iter().enumerate();
        let mut figures: Vec<_> = areas
            .map(|(at, area)| {
                (
                    area["id"].as_str().unwrap().to_string(),
                    (0..10).map(|period| payload["counts"][period][at].clone()).collect::<Vec<_>>(),
                )
            })
            .collect();
        figures.sort_by(|a, b| a.0.cmp(&b.0));
        figures
    };
    let expected = figures(&rows);
    let mut runner = TestRunner::new(Config { cases: 12, failure_persistence: None, ..Config::default() });
    runner
        .run(&Just(rows).prop_shuffle(), |rows| {
            prop_assert_eq!(figures(&rows), expected.clone());
            Ok(())
        })
        .unwrap();
}

#[test]
fn an_end_at_any_moment_leaves_the_old_payload_or_the_new() {
    let folder = folder("killed");
    let sheet = |figure: u32| {
        let rows: String = (0..1_000).map(|area| format!("Area {area},{figure},{figure}\n")).collect();
        format!("area,2018,2019\n{rows}")
    };
    let file = folder.join("killed.csv");
    let out = folder.join("out.json");
    let import = || {
        Command::new(PROGRAM)
            .current_dir(&folder)
            .args(["import", "killed.csv", "-o", "out.json"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    };
    fs::write(&file, sheet(1)).unwrap();
    assert!(import().wait().unwrap().success());
    let mut whole = vec![fs::read(&out).unwrap()];
    fs::write(&file, sheet(2)).unwrap();
    assert!(import().wait().unwrap().success());
    whole.push(fs::read(&out).unwrap());
    assert_ne!(whole[0], whole[1]);
    // Kills it later and later until it gets through, however long that takes on this machine.
    let (mut killed, mut finished) = (0, 0);
    for step in 0..400_u64 {
        let figure = (step % 2) as usize;
        fs::write(&file, sheet(figure as u32 + 1)).unwrap();
        let mut child = import();
        std::thread::sleep(Duration::from_micros(step * step * 200));
        let _ = child.kill();
        if child.wait().unwrap().success() {
            finished += 1
        } else {
            killed += 1
        }
        let found = fs::read(&out).unwrap();
        assert!(whole.contains(&found), "half of a payload: {} bytes", found.len());
        if finished == 6 {
            break;
        }
    }
    assert!(killed > 0 && finished > 0, "{killed} killed, {finished} finished");
}

#[test]
fn a_payload_that_cannot_be_written_leaves_nothing_behind() {
    let folder = folder("unwritable");
    fs::write(folder.join("a.csv"), "area,2018\nNorth,1\nSouth,2\n").unwrap();
    let before = || {
        let mut names: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let names = before();
    let (code, _, said) = run(&folder, &["import", "a.csv", "-o", "nowhere/a.json"]);
    assert_eq!((code, before()), (2, names.clone()), "{said}");
    fs::create_dir(folder.join("taken")).unwrap();
    assert_eq!(run(&folder, &["import", "a.csv", "-o", "taken"]).0, 2);
    fs::remove_dir(folder.join("taken")).unwrap();
    assert_eq!(before(), names);
    // An old payload stays when the new figures have a fault.
    assert_eq!(run(&folder, &["import", "a.csv", "-o", "a.json"]).0, 0);
    let old = fs::read(folder.join("a.json")).unwrap();
    fs::write(folder.join("a.csv"), "area,2018\nNorth,1\nSouth,two\n").unwrap();
    assert_eq!(run(&folder, &["import", "a.csv", "-o", "a.json"]).0, 2);
    assert_eq!(fs::read(folder.join("a.json")).unwrap(), old);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The file can be read by others like any file, and a link stays a link.
        assert_eq!(fs::metadata(folder.join("a.json")).unwrap().permissions().mode() & 0o444, 0o444);
        std::os::unix::fs::symlink("a.json", folder.join("link.json")).unwrap();
        fs::write(folder.join("a.csv"), "area,2018\nNorth,1\nSouth,3\n").unwrap();
        assert_eq!(run(&folder, &["import", "a.csv", "-o", "link.json"]).0, 0);
        assert!(fs::symlink_metadata(folder.join("link.json")).unwrap().is_symlink());
        assert_ne!(fs::read(folder.join("a.json")).unwrap(), old);
    }
}

#[test]
fn a_recipe_is_never_overwritten() {
    let folder = folder("init");
    fs::write(folder.join("a.csv"), "area,2018\nNorth,1\nSouth,2\n").unwrap();
    assert_eq!(run(&folder, &["import", "--init", "a.csv"]).0, 0);
    let recipe = fs::read_to_string(folder.join("a.toml")).unwrap();
    fs::write(folder.join("a.toml"), format!("{recipe}\n# mine\n")).unwrap();
    let (code, out, said) = run(&folder, &["import", "--init", "a.csv"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(said.contains("a.toml: already exists and is not overwritten"), "{said}");
    assert!(fs::read_to_string(folder.join("a.toml")).unwrap().ends_with("# mine\n"));
    // The guessed recipe makes the same payload as no recipe.
    assert_eq!(run(&folder, &["import", "a.toml", "-o", "with.json"]).0, 0);
    fs::remove_file(folder.join("a.toml")).unwrap();
    assert_eq!(run(&folder, &["import", "a.csv", "-o", "without.json"]).0, 0);
    assert_eq!(fs::read(folder.join("with.json")).unwrap(), fs::read(folder.join("without.json")).unwrap());
    for typed in [&["import", "--init", "a.csv", "-o", "x"][..], &["import", "--init", "a.toml"], &["import"]] {
        assert_eq!(run(&folder, typed).0, 2, "{typed:?}");
    }
}

#[test]
fn machines_get_every_problem_by_place() {
    let folder = folder("json");
    fs::write(folder.join("a.csv"), "Force,2016/17\nKent,118\nEsex,many\nSurrey,-\nSussex,4\n").unwrap();
    let (code, out, _) = run(&folder, &["import", "a.csv", "--json", "-o", "a.json"]);
    assert_eq!(code, 2);
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["written"], Value::Null);
    let problem = &report["problems"][0];
    let fields = ["severity", "location", "row", "column", "cell"].map(|key| problem[key].to_string());
    assert_eq!(fields, ["\"error\"", "\"a.csv:3:1\"", "3", "\"1\"", "\"Esex\""]);
    assert!(problem["help"].as_str().unwrap().contains("did you mean “Essex”"));
    // Without a file to write, `import` only looks.
    fs::write(folder.join("a.csv"), "Force,2016/17\nKent,118\nEssex,1\n").unwrap();
    let (code, out, said) = run(&folder, &["import", "a.csv", "--json"]);
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        (code, said.as_str(), &report["problems"], &report["written"]),
        (0, "", &Value::Array(vec![]), &Value::Null)
    );
    assert!(!folder.join("a.json").exists());
}

/// An archive with these parts.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_that_unpacks_to_too_much_is_refused() {
    let folder = folder("bombs");
    let refused = |name: &str, bytes: &[u8], problem: &str| {
        fs::write(folder.join(name), bytes).unwrap();
        let (code, _, said) = run(&folder, &["import", name, "-o", "out.json"]);
        assert_eq!(code, 2, "{name}");
        assert!(said.contains(problem), "{name}: {said}");
    };
    let row = |cells: &str, times: u32| {
        format!(r#"<table:table-row table:number-rows-repeated="{times}">{cells}</table:table-row>"#)
    };
    let cell = |times: u32| {
        format!(
            r#"<table:table-cell table:number-columns-repeated="{times}" office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell>"#
        )
    };
    let table = |rows: &str| making::ods_of(&format!(r#"<table:table table:name="S">{rows}</table:table>"#));
    let large = "is too large to be read as a workbook";
    refused("wide.ods", &table(&row(&cell(16_384), 1_000_000)), large);
    refused("endless.ods", &table(&row(&cell(u32::MAX), u32::MAX)), large);
    // A text that no sheet uses: three hundred megabytes in an archive of less than one.
    let texts = [b"<sst><si><t>".as_slice(), &vec![b'a'; 300 << 20], b"</t></si></sst>"].concat();
    let mut parts = parts(making::xlsx("== S\na | 2018\nNorth | 1\n"));
    parts.iter_mut().find(|(name, _)| name == "xl/sharedStrings.xml").unwrap().1 = texts;
    let parts: Vec<_> = parts.iter().map(|(name, text)| (name.as_str(), text.as_slice())).collect();
    refused("texts.xlsx", &archive(&parts), large);
    refused("cut.xlsx", &making::xlsx("== S\na | 2018\nNorth | 1\n")[..400], "cannot be read");
    refused("other.xlsx", &archive(&[("word/document.xml", b"<x/>")]), "cannot be read");
    refused("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "old Excel workbook (XLS)");
    let wide: Vec<u8> = "EncryptedPackage".bytes().flat_map(|byte| [byte, 0]).collect();
    refused("locked.xlsx", &[b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", &wide[..]].concat(), "has a password");
    let locked = [("content.xml", &b"x"[..]), ("META-INF/manifest.xml", b"<manifest:encryption-data/>")];
    refused("locked.ods", &archive(&locked), "has a password");
    refused("binary.xlsb", &archive(&[("xl/workbook.bin", b"x")]), "binary Excel workbook (XLSB)");
    refused("apple.numbers", &archive(&[("Index/Document.iwa", b"x")]), "Apple’s Numbers");
    refused("page.xls", b"<html><table><tr><td>Force</td></tr></table></html>", "is a web page or XML");
    refused("reply.pdf", b"%PDF-1.7 ...", "is a PDF");
    refused("gone.csv", b"", "is empty");
    assert!(run(&folder, &["import", "nowhere.csv"]).2.contains("nowhere.csv: this file cannot be read"));
}

/// A sheet that claims to reach the last possible cell, and holds four.
#[test]
fn what_a_sheet_says_of_its_size_is_not_believed() {
    let folder = folder("dimension");
    let book = making::xlsx("== S\nWard | 2018\nNorth | 1\nSouth | 2\n");
    let mut parts = parts(book);
    let (_, sheet) = parts.iter_mut().find(|(name, _)| name.ends_with("sheet1.xml")).unwrap();
    let text = String::from_utf8(sheet.clone()).unwrap();
    assert!(text.contains(r#"ref="A1:B3""#));
    let far = r#"<row r="1048576"><c r="XFD1048576"><v>7</v></c></row></sheetData>"#;
    *sheet = text.replace(r#"ref="A1:B3""#, r#"ref="A1:XFD1048576""#).replace("</sheetData>", far).into_bytes();
    let parts: Vec<_> = parts.iter().map(|(name, text)| (name.as_str(), text.as_slice())).collect();
    fs::write(folder.join("wards.xlsx"), archive(&parts)).unwrap();
    let (code, _, said) = run(&folder, &["import", "wards.xlsx", "-o", "out.json"]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(json(&folder.join("out.json"))["counts"], serde_json::json!([[1, 2]]));
}

/// The parts of an archive.
fn parts(archive: Vec<u8>) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(archive)).unwrap();
    let all = 0..archive.len();
    let part = |at| {
        let mut part = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut bytes).unwrap();
        (part.name().unwrap().to_string(), bytes)
    };
    all.map(part).collect()
}

#[test]
fn a_workbook_with_a_fault_anywhere_is_read_or_refused() {
    let folder = folder("faulty");
    let text = "== S\nWard | 2018 | date 2019-01-01\nNorth | 1 | text 2\nSouth | share 0.5 | error #REF!\nover 2 Both | 3 | 4\n";
    let recipe = "title = \"T\"\nlanguage = \"en-GB\"\nmeasure = { label = \"T\", singular = \"t\", plural = \"t\" }\nnoun = { singular = \"a\", plural = \"a\" }\n\
        areas = {}\nperiods = [{ id = \"a\", label = \"2018\", start = \"2018-01-01\", end = \"2018-12-31\" }]\n";
    for (name, whole) in [("a.xlsx", making::xlsx(text)), ("a.ods", making::ods(text))] {
        let path = folder.join(format!("{name}.toml"));
        fs::write(&path, format!("{recipe}counts = {{ file = \"{name}\", columns = {{ area = \"Ward\" }} }}\n"))
            .unwrap();
        let whole = parts(whole);
        let mut runner = TestRunner::new(Config { cases: 150, failure_persistence: None, ..Config::default() });
        let faults =
            (0..whole.len(), any::<prop::sample::Index>(), prop::sample::select(&b"<>&\"'/=0 9-A\xff"[..]), 0..4_usize);
        runner
            .run(&faults, |(part, place, byte, cut)| {
                let mut parts = whole.clone();
                let bytes = &mut parts[part].1;
                let at = place.index(bytes.len());
                bytes[at] = byte;
                bytes.drain(at..(at + cut).min(bytes.len()));
                let parts: Vec<_> = parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
                fs::write(folder.join(name), archive(&parts)).unwrap();
                // Any outcome will do but a panic.
                let _ = crate::fixture::import(&path);
                Ok(())
            })
            .unwrap();
    }
}
