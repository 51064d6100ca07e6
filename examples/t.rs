use force_compare::{chart, cli, compare::*, table, words};
fn main() {
    let d = cli::dataset::read(std::path::Path::new("www/data/image-offences.toml")).unwrap();
    let js = force_compare::data::write(&d);
    let d2 = force_compare::data::read(js.clone()).unwrap();
    assert_eq!(d, d2);
    println!("{} bytes", js.to_string().len());
    for (view, measure) in [
        ("change", "count"),
        ("change", "rate"),
        ("ranking", "rate"),
        ("ranking", "change"),
        ("ranking", "share"),
        ("ranking", "count"),
    ] {
        let asked = Asked {
            areas: Some(
                ["hertfordshire", "bedfordshire", "cambridgeshire", "north-yorkshire", "kent"]
                    .map(String::from)
                    .to_vec(),
            ),
            view: Some(view.into()),
            measure: Some(measure.into()),
            ..Default::default()
        };
        let (c, p) = Choice::resolve(&asked, &d);
        println!("{p:?}");
        let cmp = Comparison::new(&d, c);
        println!("# {}\n{}\n{}", words::headline(&cmp), words::subtitle(&cmp), words::description(&cmp));
        if measure == "count" {
            for &a in &cmp.choice.areas {
                println!("{:#?}", words::sentence(&cmp, a));
            }
            println!("{:#?}", words::nation(&cmp));
            let t = table::table(&cmp);
            for r in t.rows.iter().take(20) {
                println!("{}", r.cells.join(" | "));
            }
        }
        for w in [320., 680., 1200.] {
            let s = chart::layout(&cmp, w, None, &chart::TypicalSans);
            let svg = chart::svg(&s)
                .replace(
                    "<svg ",
                    &format!("<svg width='{}' xmlns='http://www.w3.org/2000/svg' font-family='sans-serif' ", w),
                )
                .replace("inherit", "DejaVu Sans");
            std::fs::write(format!("/tmp/look/{view}-{measure}-{w}.svg"), &svg).unwrap();
        }
    }
}
