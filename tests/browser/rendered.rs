//! Holds the static picture to the canvas, and its text widths to those of a browser.

use std::fs;
use std::path::Path;

use force_compare::build;
use force_compare::chart::{Form, TextMeasure, TypicalSans, layout};
use force_compare::compare::{Asked, Choice, Comparison};
use force_compare::data::Dataset;
use force_compare::publish::standalone;
use serde_json::{Value, json};

use crate::site::Served;

const AREAS: [&str; 3] = ["hertfordshire", "bedfordshire", "cambridgeshire"];

fn figures(name: &str) -> Dataset {
    build::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("www/data").join(name)).unwrap().data().clone().dataset
}

fn compare<'a>(dataset: &'a Dataset, view: &str, measure: &str) -> Comparison<'a> {
    let areas = AREAS.map(String::from).to_vec();
    let asked = Asked { areas: Some(areas), view: Some(view.into()), measure: Some(measure.into()), periods: None };
    Comparison::new(dataset, Choice::resolve(&asked, dataset).0)
}

const VIEWS: [(&str, &str); 4] = [("change", "count"), ("ranking", "rate"), ("funnel", "rate"), ("breakdown", "count")];

/// Lists every text of a picture with its place, in tenths of a pixel.
fn texts(comparison: &Comparison<'_>, width: f64) -> Vec<Value> {
    let scene = layout(comparison, width, None, &TypicalSans);
    let texts = scene.shapes.iter().filter_map(|shape| {
        let Form::Text { at, text, size, bold, .. } = &shape.form else { return None };
        Some(json!([text, (at.x * 10.0).round(), (at.y * 10.0).round(), size, bold]))
    });
    texts.collect()
}

in_every_engine! {
    /// With the same widths of letters, the canvas has every text where the static picture has it.
    async fn the_canvas_is_laid_out_alike(browser) {
        let letters: String = (' '..='~').chain("’“”–−·…×£→".chars()).collect();
        let widths: serde_json::Map<_, _> =
            letters.chars().map(|letter| (letter.to_string(), json!(TypicalSans.width(&letter.to_string(), 1.0, false)))).collect();
        let bold = TypicalSans.width("n", 1.0, true) / TypicalSans.width("n", 1.0, false);
        let page = format!("<!doctype html><html lang=en-GB><head><meta charset=utf-8><link rel=icon href=data:,>
            <script>
              const widths = {};
              const {{prototype}} = CanvasRenderingContext2D;
              prototype.measureText = function (text) {{
                const [, weight, size] = this.font.match(/^(?:normal )*(bold |700 )?.*?([\\d.]+)px/);
                let ems = 0;
                for (const letter of text) ems += widths[letter] ?? NaN;
                return {{width: ems * size * (weight ? {bold} : 1)}};
              }};
              window.drawn = [];
              const {{fillText, scale}} = prototype;
              prototype.scale = function (...by) {{
                if (!this.canvas.className) window.drawn = [];
                scale.apply(this, by);
              }};
              prototype.fillText = function (text, x, y) {{
                const [, weight, size] = this.font.match(/^(?:normal )*(bold |700 )?.*?([\\d.]+)px/);
                const {{a}} = this.getTransform();
                window.drawn.push([text, Math.round(x * a * 10 / devicePixelRatio), Math.round(y * a * 10 / devicePixelRatio), size * a / devicePixelRatio, Boolean(weight)]);
                fillText.call(this, text, x, y);
              }};
            </script>
            <script type=module src=/force-compare/define.js></script>
            <style>body {{ margin: 0 }}</style></head>
            <body><force-compare src=/force-compare/data/image-offences.json areas='{}'></force-compare></body></html>",
            Value::Object(widths), AREAS.join(" "));
        let policy = "default-src 'none'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src data:; connect-src 'self'";
        let site = Served::well().page("/alike.html", page).under(policy).start();
        let dataset = figures("image-offences.toml");
        browser.open(&site, "/alike.html").await;
        browser.event("ready").await;
        for width in [360, 680, 1000] {
            browser.run(&format!("document.querySelector('force-compare').style.width = '{width}px'")).await;
            for (view, measure) in VIEWS {
                browser.run(&format!("matchMedia = () => ({{matches: true, addEventListener() {{}}}});
                    document.querySelector('force-compare').setState({{view: '{view}', measure: '{measure}'}})")).await;
                let expected = texts(&compare(&dataset, view, measure), f64::from(width));
                let same = format!("const near = (a, b) => typeof a == 'number' ? Math.abs(a - b) <= 1.26 : a === b;
                    const wanted = {};
                    return window.drawn.length == wanted.length && wanted.every((text, i) => text.every((part, j) => near(part, window.drawn[i][j])))",
                    Value::from(expected.clone()));
                if !browser.comes(&same).await {
                    panic!("{view} at {width}:\n{}\nis drawn as\n{}", Value::from(expected), browser.run("return window.drawn").await);
                }
            }
        }
    }

    /// Static pictures are laid out with widths that are never less than those of the faces that they name, and not
    /// much more.
    async fn no_text_is_wider_than_it_was_taken_for(browser) {
        let mut texts = Vec::new();
        for (name, views) in [("image-offences.toml", &VIEWS[..]), ("seizures.toml", &[("trend", "rate"), ("change", "count")])] {
            let dataset = figures(name);
            for &(view, measure) in views {
                let scene = layout(&compare(&dataset, view, measure), 680.0, None, &TypicalSans);
                texts.extend(scene.shapes.into_iter().filter_map(|shape| match shape.form {
                    Form::Text { text, size, bold, width, .. } => Some((text, size, bold, width)),
                    _ => None,
                }));
            }
        }
        assert!(texts.len() > 60, "{}", texts.len());
        let site = Served::well().start();
        browser.open(&site, "/404.html").await;
        let asked: Vec<_> = texts.iter().map(|(text, size, bold, _)| json!([text, size, bold])).collect();
        let measured = browser.run(&format!("const context = document.createElement('canvas').getContext('2d');
            return {}.map(([text, size, bold]) => {{
              // Large, because one browser rounds the letters of small text to whole pixels on the screen.
              context.font = `${{bold ? 'bold' : 'normal'}} ${{size * 10}}px Verdana, 'DejaVu Sans', sans-serif`;
              return context.measureText(text).width / 10;
            }})", Value::from(asked))).await;
        let mut loosest: f64 = 1.0;
        for ((text, size, bold, width), measured) in texts.iter().zip(measured.as_array().unwrap()) {
            let measured = measured.as_f64().unwrap();
            assert!(measured <= width + 0.5, "“{text}” ({size}, bold: {bold}) is {measured} wide, taken for {width}");
            loosest = loosest.max(width / (measured + 4.0));
        }
        assert!(loosest < 1.16, "a text is taken for {loosest} of its width");
    }

    /// The picture is a file of its own in an `<img>`, where nothing of the page reaches it.
    async fn a_picture_stands_alone(browser) {
        let dataset = figures("image-offences.toml");
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("rendered-{:?}", browser.engine));
        fs::create_dir_all(&folder).unwrap();
        for (view, measure) in VIEWS {
            fs::write(folder.join("chart.svg"), standalone(&compare(&dataset, view, measure), "en-GB", 680.0, None)).unwrap();
            fs::write(folder.join("index.html"), "<!doctype html><html lang=en><head><link rel=icon href=data:,></head>\
                <body><img src=chart.svg alt=Chart></body></html>").unwrap();
            let site = Served::of(&folder).start();
            browser.open(&site, "/").await;
            assert_eq!(browser.run("return document.querySelector('img').naturalWidth").await, 680);
            browser.picture(&format!("rendered-{view}")).await;
            browser.open(&site, "/chart.svg").await;
            let read = "return [document.querySelector('title').textContent.length > 10, document.querySelector('desc').textContent.length > 50,
                document.documentElement.getAttribute('role'), document.querySelector('parsererror') === null]";
            assert_eq!(browser.run(read).await, json!([true, true, "img", true]));
        }
    }
}
