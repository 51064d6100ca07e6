//! Commands as they are typed: parsed by the program, run where that is quick, and looked up where it is not.

use std::fs;
use std::path::Path;

use force_compare::publish::PACKAGE;

use super::{place, read};
use crate::sheets::run;

/// Runs what can be run quickly, in a folder that has the files which the command names.
pub fn run_in(folder: &Path, line: &str) -> Result<(), String> {
    let words = split(line);
    let Some(typed) = program(&words) else { return other(&words) };
    parsed(typed)?;
    let after = |option: &str| typed.iter().position(|word| word == option).and_then(|at| typed.get(at + 1));
    // How it has to end, and a part of what it says then.
    let (wanted, told): (&[i32], &str) = match typed[0].as_str() {
        // The folder holds something else: the files and the options are read before the refusal, and nothing is built.
        "bundle" => {
            let output = folder.join(after("-o").ok_or("bundle without -o")?);
            fs::create_dir_all(&output).unwrap();
            fs::write(output.join("letters.txt"), "dear").unwrap();
            (&[2], "not an earlier bundle")
        }
        // No folder is served: the one that is named holds no bundle.
        "serve" if typed[1..].iter().any(|word| !word.starts_with('-')) => (&[2], "not a folder that `bundle` wrote"),
        "serve" => return Ok(()),
        "doctor" if typed.iter().any(|word| word.starts_with("http://localhost:")) => return Ok(()),
        "doctor" => (&[0, 1], ""),
        "import" => {
            if let Some(sheet) = after("--init") {
                let _ = fs::remove_file(folder.join(sheet).with_extension("toml"));
            }
            (&[0], "")
        }
        _ => (&[0], ""),
    };
    let typed: Vec<_> = typed.iter().map(String::as_str).collect();
    let (code, out, said) = run(folder, &typed);
    if wanted.contains(&code) && said.contains(told) {
        return Ok(());
    }
    Err(format!("{} ended with {code}: {out}{said}", typed.join(" ")))
}

/// Only parses it: in sentences, commands have placeholders such as PAGE.
pub fn typed(line: &str) -> Result<(), String> {
    let words = split(line);
    match program(&words) {
        Some(typed) => parsed(typed),
        // `cargo run --` and `force-compare NAME` alone speak of the program.
        None if line == "cargo run --" => Ok(()),
        None => other(&words),
    }
}

/// An option of one of the verbs.
pub fn option(name: &str) -> Result<(), String> {
    let known = ["serve", "bundle", "import", "check", "render", "doctor"].into_iter().any(|verb| {
        let (_, usage, _) = run(&place("."), &[verb, "--help"]);
        usage.split(|sign: char| sign.is_whitespace() || ",;[]`(".contains(sign)).any(|word| word == name)
    });
    if known { Ok(()) } else { Err("no verb has such an option".into()) }
}

/// The words of a line, without the remark at its end. Quotation marks hold words together.
fn split(line: &str) -> Vec<String> {
    let line = line.split("  #").next().unwrap();
    let (mut words, mut quoted) = (vec![String::new()], false);
    for sign in line.trim().chars() {
        match sign {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            _ => words.last_mut().unwrap().push(sign),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The words after the program's name; none where another program is called.
fn program(words: &[String]) -> Option<&[String]> {
    let typed = match words.first()?.as_str() {
        "force-compare" => &words[1..],
        "cargo" if words.len() > 3 && words[1] == "run" && words[2] == "--" => &words[3..],
        _ => return None,
    };
    (!typed.is_empty()).then_some(typed)
}

/// The program's own parser reads it: asked for help at the end of the line, it reads everything before.
fn parsed(typed: &[String]) -> Result<(), String> {
    let typed: Vec<_> = typed.iter().map(String::as_str).chain(["--help"]).collect();
    let (code, _, said) = run(&place("."), &typed);
    if code == 0 { Ok(()) } else { Err(said) }
}

/// Newsrooms call it, and these tests do not: its name stands apart, for `tests/supply.rs` looks for calls.
pub const MANAGER: &str = "npm";

/// Commands of other programs.
fn other(words: &[String]) -> Result<(), String> {
    // These modules are left out: their wrong examples would be found.
    let tests = || {
        let files =
            super::links::files("tests", "rs").into_iter().filter(|(name, _)| !name.starts_with("tests/guide/"));
        files.filter(|(name, _)| name != "tests/guide.rs").map(|(_, text)| text).collect::<String>()
    };
    let set = words.iter().take_while(|word| word.contains('=')).count();
    for word in &words[..set] {
        let name = word.split('=').next().unwrap();
        if !tests().contains(name) {
            return Err(format!("no test reads {name}"));
        }
    }
    let words: Vec<_> = words[set..].iter().map(String::as_str).collect();
    match words.as_slice() {
        ["cargo", "test", rest @ ..] => tested(rest, &tests()),
        ["cargo", "install", "--path", ".", "--locked"] => Ok(()),
        [manager, "install", path] if *manager == MANAGER => match path.rsplit('/').next() {
            Some(PACKAGE | "force-compare") => Ok(()),
            _ => Err(format!("{path} is not the bundle’s package")),
        },
        [script, rest @ ..] if script.starts_with("tests/") => started(script, rest),
        _ => Err("nobody knows how to check this command".into()),
    }
}

/// `cargo test`: the binary and the tests that it names are there.
fn tested(rest: &[&str], tests: &str) -> Result<(), String> {
    let mut words = rest.iter().take_while(|word| **word != "--");
    while let Some(word) = words.next() {
        match *word {
            "--locked" => (),
            "--test" => {
                let name = words.next().ok_or("--test without a name")?;
                if !read("Cargo.toml").contains(&format!("[[test]]\nname = \"{name}\"")) {
                    return Err(format!("there is no test binary {name}"));
                }
            }
            filter if filter.starts_with('-') => return Err(format!("{filter}: unknown")),
            filter => {
                for name in filter.split("::") {
                    let module = tests.contains(&format!("\nmod {name};"));
                    if !module && !tests.contains(&format!("fn {name}(")) {
                        return Err(format!("there is no test {name}"));
                    }
                }
            }
        }
    }
    Ok(())
}

/// A script of this folder is there, may be run, and knows what it is given.
fn started(script: &str, rest: &[&str]) -> Result<(), String> {
    let text = fs::read_to_string(place(script)).map_err(|error| format!("{script}: {error}"))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;

        if fs::metadata(place(script)).unwrap().permissions().mode() & 0o111 == 0 {
            return Err(format!("{script} may not be run"));
        }
    }
    for (at, word) in rest.iter().enumerate() {
        let known = match script {
            "tests/fuzz/run" if at > 0 => place(&format!("tests/fuzz/targets/{word}.rs")).exists(),
            "tests/mutants/run" if at == 0 => text.contains(&format!("\n  {word}) ")),
            "tests/mutants/run" => {
                word.split_once('/').is_some_and(|(one, all)| one.parse::<u32>().is_ok() && all.parse::<u32>().is_ok())
            }
            "tests/soak" => ["chromium", "firefox", "webkit"].contains(word),
            _ => word.parse::<u32>().is_ok(),
        };
        if !known {
            return Err(format!("{script} knows no {word}"));
        }
    }
    Ok(())
}
