//! The static chart and table as files: they hold the scene and nothing else, have names and descriptions, and a
//! command writes all of them or none.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use force_compare::chart::{Form, Glyph, Point, Scene, Theme, TypicalSans, layout, shapes};
use force_compare::data::read;
use force_compare::publish::standalone;
use serde_json::json;

use crate::fixture::{ARTICLE, compare, generated_payload, image_offences, seizures_payload};

/// Returns the value of an attribute of an element.
fn attribute<'a>(element: &'a str, name: &str) -> &'a str {
    let (_, value) = element.split_once(&format!(" {name}=\"")).unwrap_or_else(|| panic!("no {name} in {element}"));
    value.split_once('"').unwrap().0
}

/// Whether a place is drawn where the scene has it, to a tenth of a pixel.
fn same(drawn: &str, scene: f64) -> bool {
    drawn.parse::<f64>().unwrap() == (scene * 10.0).round()
}

/// Holds the elements of an SVG to a scene's shapes, one to one and in their order.
fn check(scene: &Scene, svg: &str) {
    let drawn = shapes(scene, Theme::Light);
    assert!(svg.contains(&drawn), "the document has more in it than the scene");
    let mut elements = drawn.split('<').skip(1).filter(|element| !element.starts_with('/'));
    for shape in &scene.shapes {
        let element = elements.next().unwrap_or_else(|| panic!("nothing is drawn for {shape:?}"));
        let through = |points: &[Point]| {
            let places = attribute(element, "points").split_whitespace().map(|place| place.split_once(',').unwrap());
            let places: Vec<_> = places.collect();
            places.len() == points.len() && places.iter().zip(points).all(|((x, y), at)| same(x, at.x) && same(y, at.y))
        };
        let right = match &shape.form {
            Form::Line { from, to, .. } => through(&[*from, *to]),
            Form::Path { points, .. } => through(points),
            Form::Band { corners } => through(corners),
            Form::Dot { at, radius, glyph: Glyph::Circle } => {
                let circle = ["cx", "cy", "r"].map(|name| attribute(element, name));
                same(circle[0], at.x) && same(circle[1], at.y) && same(circle[2], *radius)
            }
            Form::Dot { .. } => element.starts_with("polygon"),
            Form::Text { at, text, size, .. } => {
                let letters: f64 = attribute(element, "font-size").parse().unwrap();
                let said = element.split_once('>').unwrap().1.trim();
                let said = said.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
                same(attribute(element, "x"), at.x)
                    && same(attribute(element, "y"), at.y)
                    && (letters - size * 10.0).abs() < 1e-6
                    && said == *text
            }
        };
        assert!(right, "{shape:?}\nis drawn as <{element}");
    }
    assert_eq!(elements.next(), None, "the drawing has more than the scene");
}

#[test]
fn a_picture_is_the_scene_that_the_canvas_has_at_that_width() {
    let (article, seizures) = (image_offences(), seizures_payload().dataset);
    for width in [320.0, 480.0, 680.0, 1200.0] {
        for (view, measure) in [("change", "count"), ("ranking", "rate"), ("funnel", "rate"), ("breakdown", "count")] {
            let comparison = compare(&article, &ARTICLE, view, measure);
            check(&layout(&comparison, width, None, &TypicalSans), &standalone(&comparison, "en-GB", width, None));
        }
        let comparison = compare(&seizures, &["hertfordshire", "merseyside"], "trend", "rate");
        check(&layout(&comparison, width, None, &TypicalSans), &standalone(&comparison, "en-GB", width, None));
    }
}

#[test]
fn a_picture_has_a_name_a_description_and_paper() {
    let dataset = image_offences();
    let comparison = compare(&dataset, &ARTICLE, "change", "count");
    let light = standalone(&comparison, "en-GB", 680.0, None);
    let (root, inside) = light.split_once(">\n").unwrap();
    assert_eq!(attribute(root, "role"), "img");
    assert_eq!(attribute(root, "aria-labelledby"), "title desc");
    assert_eq!(attribute(root, "width"), "680");
    assert_eq!(attribute(root, "xml:lang"), "en-GB");
    assert!(inside.starts_with("<title id=\"title\">Bedfordshire: recorded offences rose by 69.5%"), "{inside}");
    assert!(inside.contains("<desc id=\"desc\">Child abuse image offences recorded by police"), "{inside}");
    assert_eq!(standalone(&comparison, "en-GB", 680.0, Some(Theme::Light)), light);
    let dark = standalone(&comparison, "en-GB", 680.0, Some(Theme::Dark));
    assert!(light.contains("fill=\"#ffffff\">") && !dark.contains("fill=\"#ffffff\">"));
    for svg in [light, dark] {
        // Neither programs that draw SVG nor strict policies agree on these.
        for refused in ["style", "light-dark", "<script", "inherit", "currentColor"] {
            assert!(!svg.contains(refused), "{refused}");
        }
    }
}

#[test]
fn names_stay_names() {
    let mut payload = generated_payload(3, 2, 5);
    payload["areas"][0]["name"] = json!("</title><script>alert(\"&amp;\")</script>");
    payload["counts"] = json!([[100, 100, 100], [400, 100, 100]]);
    let dataset = read(&payload).unwrap();
    let svg = standalone(&compare(&dataset, &["a0"], "change", "count"), "en-GB", 680.0, None);
    assert_eq!(svg.matches("</title>").count(), 1);
    assert!(!svg.contains("<script") && svg.contains("&lt;/title&gt;&lt;script&gt;"), "{svg}");
}

/// An empty folder.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rendering").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn render(typed: &[&str]) -> (i32, String, String) {
    let recipe = concat!(env!("CARGO_MANIFEST_DIR"), "/www/data/image-offences.toml");
    let output =
        Command::new(env!("CARGO_BIN_EXE_force-compare")).args(["render", recipe]).args(typed).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn the_verb_writes_what_the_ending_says() {
    let folder = folder("endings");
    let write = |name: &str| {
        let path = folder.join(name);
        assert_eq!(render(&["-o", path.to_str().unwrap(), "--areas", "kent,essex", "--view", "ranking"]).0, 0);
        path
    };
    let svg = fs::read_to_string(write("a.svg")).unwrap();
    assert!(svg.starts_with("<svg xmlns=") && svg.contains("Essex"), "{svg}");
    let figure = fs::read_to_string(write("a.html")).unwrap();
    assert!(figure.starts_with("<figure class=\"force-compare-static\" lang=\"en-GB\" data-load=\""), "{figure}");
    assert_eq!((figure.matches("<svg ").count(), figure.matches("<table>").count()), (2, 1));
    let table = fs::read_to_string(write("a.table.html")).unwrap();
    assert!(table.starts_with("<table>\n<caption>"), "{table}");
    assert_eq!(table.matches("<tr>").count(), 47, "a heading, the nation and 45 areas");
    assert!(figure.contains(table.trim_end()), "the two tables differ");
    let all = write("all");
    assert_eq!(names(&all), ["image-offences.html", "image-offences.svg", "image-offences.table.html"]);
    assert_eq!(fs::read_to_string(all.join("image-offences.svg")).unwrap(), svg);
    // It may replace its own last output, and nothing else.
    write("all");
    fs::write(all.join("letters.txt"), "dear").unwrap();
    let (code, _, said) = render(&["-o", all.to_str().unwrap()]);
    assert!(code == 2 && said.contains("letters.txt"), "{said}");
    assert_eq!(names(&all).len(), 4);
    assert_eq!(names(&folder), ["a.html", "a.svg", "a.table.html", "all"]);
}

#[test]
fn a_width_and_a_theme_make_one_picture_in_plain_colours() {
    let (code, figure, _) = render(&["--width", "500", "--theme", "dark"]);
    assert_eq!(code, 0);
    let (_, picture) = figure.split_once("<svg").unwrap();
    assert_eq!(attribute(picture, "width"), "500");
    assert!(attribute(picture, "viewBox").starts_with("0 0 5000 "), "{picture}");
    assert_eq!(figure.matches("<svg ").count(), 1);
    assert!(!figure.contains("light-dark"), "{figure}");
}

#[test]
fn what_cannot_be_drawn_writes_nothing() {
    let folder = folder("refusals");
    let path = folder.join("a.svg");
    for (typed, problem) in [
        (&["--areas", "atlantis"][..], "atlantis"),
        (&["--view", "pie"], "pie"),
        (&["--view", "trend"], "three or more periods"),
        (&["--width", "20"], "between 200 and 4000"),
        (&["--width", "NaN"], "between 200 and 4000"),
        (&["--theme", "sepia"], "sepia"),
        (&["--colour", "red"], "--colour"),
        (&["again.toml"], "again.toml"),
    ] {
        let mut typed = typed.to_vec();
        typed.extend(["-o", path.to_str().unwrap()]);
        let (code, out, said) = render(&typed);
        assert_eq!((code, out.as_str()), (2, ""), "{typed:?}");
        assert!(said.contains(problem), "{typed:?}: {said}");
    }
    assert_eq!(names(&folder), [""; 0]);
    let (code, _, said) = render(&["-o", folder.join("nowhere/a.svg").to_str().unwrap()]);
    assert!(code == 2 && said.contains("nowhere/a.svg"), "{said}");
}
