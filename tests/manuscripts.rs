//! Articles as newsrooms have them: in Word, rich text, Markdown and older encodings, with what a tracked change has
//! removed, and with tables and captions.

use std::io::{Cursor, Write};

use force_compare::claims::{Article, ClaimVerdict, FactRow, Facts, check};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn facts() -> Facts {
    let rows = [("Ashby", [118, 241]), ("Pembury", [309, 301]), ("Quorn", [1210, 1325])];
    let cells = rows.iter().flat_map(|(area, counts)| {
        ["2016/17", "2017/18"].iter().zip(counts).map(move |(period, count)| FactRow {
            area: area.to_string(),
            period: period.to_string(),
            measure: "bicycle thefts".into(),
            value: f64::from(*count),
            half_width: 0.0,
        })
    });
    Facts::new(&cells.collect::<Vec<_>>(), &[], &[])
}

/// The figures that are found, each with a tick, a cross or a question mark.
fn figures(article: &Article) -> Vec<String> {
    let sign = |verdict| match verdict {
        ClaimVerdict::Verified | ClaimVerdict::RoundedRight => "✓",
        ClaimVerdict::Contradicted => "✗",
        ClaimVerdict::NotCheckable => "?",
    };
    let checked = check(&article.text, &facts());
    checked.findings.iter().map(|found| [sign(found.verdict), &found.surface].concat()).collect()
}

fn of(bytes: &[u8]) -> Article {
    Article::of(bytes).unwrap()
}

fn docx(body: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    let xml = format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    zip.write_all(xml.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

#[test]
fn a_word_document_is_read_as_it_stands_after_its_changes() {
    let body = format!(
        "<w:p>{}<w:del w:id=\"1\"><w:r><w:delText>999 </w:delText></w:r></w:del><w:ins w:id=\"2\">{}</w:ins>{}</w:p>\
         <w:p><w:r><w:instrText>PAGE 7</w:instrText></w:r>{}<w:r><w:noBreakHyphen/></w:r>{}</w:p>",
        run("Ashby &amp; others: Ashby recorded "),
        run("241 "),
        run("bicycle thefts in 2017/18."),
        run("Pembury recorded 310 bicycle thefts in 2017/18, a well"),
        run("known problem."),
    );
    let article = of(&docx(&body));
    assert_eq!(
        article.text.trim(),
        "Ashby & others: Ashby recorded 241 bicycle thefts in 2017/18.\n\n\
         Pembury recorded 310 bicycle thefts in 2017/18, a well-known problem."
    );
    assert_eq!(figures(&article), ["✓241", "✗310"]);
}

#[test]
fn a_table_of_a_word_document_is_read() {
    let cell = |text: &str| format!("<w:tc><w:p>{}</w:p></w:tc>", run(text));
    let row = |cells: [&str; 3]| format!("<w:tr>{}</w:tr>", cells.map(cell).concat());
    let table = format!(
        "<w:p>{}</w:p><w:tbl>{}{}{}</w:tbl>",
        run("Bicycle thefts were up."),
        row(["Area", "2016/17", "2017/18"]),
        row(["Ashby", "118", "241"]),
        row(["Pembury", "309", "310"])
    );
    assert_eq!(figures(&of(&docx(&table))), ["✓118", "✓241", "✓309", "✗310"]);
}

#[test]
fn rich_text_is_read_as_it_stands_after_its_changes() {
    let rtf = br"{\rtf1\ansi{\fonttbl{\f0 Times 12;}}{\*\generator x 5;}\uc1 Ashby recorded {\deleted 999 }{\b 241} bicycle
 thefts in 2017/18\'85\par \u8220?Pembury\u8221?\~recorded {\v 5 }310 bicycle thefts in 2017/18 \endash  a well\_known problem.}";
    let article = of(rtf);
    assert_eq!(
        article.text.trim(),
        "Ashby recorded 241 bicycle thefts in 2017/18…\n\n“Pembury” recorded 310 bicycle thefts in 2017/18 – a well-known problem."
    );
    assert_eq!(figures(&article), ["✓241", "✗310"]);
}

#[test]
fn every_encoding_gives_the_same_text() {
    let text = "Ashby – where “locks” are few – recorded 241 bicycle thefts in 2017/18, it’s said.";
    let utf16 = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let (little, big) = (utf16(u16::to_le_bytes), utf16(u16::to_be_bytes));
    let marked = [&b"\xff\xfe"[..], &little].concat();
    let windows = b"Ashby \x96 where \x93locks\x94 are few \x96 recorded 241 bicycle thefts in 2017/18, it\x92s said.";
    for bytes in [text.as_bytes(), &marked, &little, &big, windows, &[b"\xef\xbb\xbf", text.as_bytes()].concat()] {
        assert_eq!(of(bytes).text, text);
    }
}

#[test]
fn letters_that_only_say_where_a_line_may_break_are_no_letters() {
    let article = of("Ash\u{ad}by re\u{200b}corded 241\u{a0}bi\u{ad}cycle thefts in 2017/18.".as_bytes());
    assert_eq!(figures(&article), ["✓241"]);
}

#[test]
fn the_signs_of_markdown_are_no_words() {
    let markdown = "# Bicycle thefts\n\n1. **Ashby** recorded [241](https://example.org/9) _bicycle_ thefts in 2017/18.\n\
                    2. Pembury recorded *310* bicycle thefts in 2017/18.\n\n```\n77 in code\n```\n\n![12 locks](a.png)\n\n\
                    | Area | 2016/17 | 2017/18 |\n|:--|--:|--:|\n| Quorn | 1,210 | 1,352 |\n";
    assert_eq!(figures(&of(markdown.as_bytes())), ["✓241", "✗310", "✓1,210", "✗1,352"]);
    // Plain text stays as it is.
    let plain = "5 * 3 is 15, a_b_c\n  - and 2 - 1\n\n«x» [sic] 4.\n";
    assert_eq!(of("a_b c*d [sic] (x)".as_bytes()).text, "a_b c*d [sic] (x)");
    assert!(of(plain.as_bytes()).text.contains("5 * 3 is 15, a_b_c"));
}

#[test]
fn what_a_page_has_struck_out_is_not_read() {
    let page = "<p>Ashby recorded <del>999</del><ins>241</ins> bicycle thefts in 2017/18.";
    assert_eq!(figures(&of(page.as_bytes())), ["✓241"]);
}

#[test]
fn a_wrong_figure_of_a_table_or_a_caption_is_seen() {
    let page = "<h2>Bicycle thefts by area</h2><p>They rose.</p>\
        <table><thead><tr><th>Area</th><th>2016/17</th><th>2017/18</th><th>Change (%)</th></tr></thead>\
        <tr><th>Ashby</th><td>118</td><td>241</td><td>+104.2</td></tr>\
        <tr><th>Pembury</th><td>309</td><td>310</td><td>-2.6</td></tr>\
        <tr><th>Quorn</th><td>1,210</td><td data-claim=ignore>1,999</td><td>+95.0</td></tr></table>\
        <figure><img alt='Quorn recorded 5'><figcaption>Quorn recorded 1,352 bicycle thefts in 2017/18.</figcaption></figure>\
        <figure class='force-compare-static'><table><tr><td>Ashby<td>7</table></figure>";
    let article = of(page.as_bytes());
    let found = figures(&article);
    assert_eq!(
        found,
        ["✓118", "✓241", "✓up 104.2%", "✓309", "✗310", "✓down 2.6%", "✓1,210", "✗up 95.0%", "✗1,352"],
        "{}",
        article.text
    );
    assert_eq!(article.story().trim(), "Bicycle thefts by area\n\nThey rose.");
}

#[test]
fn a_table_with_its_areas_in_columns_is_read() {
    let page = "<table><caption>Bicycle thefts, 2016 to 2018</caption><tr><th><th>Ashby<th>Pembury<tr><td>2016/17<td>118<td>390<tr>\
        <td>2017/18<td>241<td>301</table>";
    assert_eq!(figures(&of(page.as_bytes())), ["✓118", "✗390", "✓241", "✓301"]);
}

#[test]
fn a_document_that_is_not_read_says_what_to_do() {
    for (bytes, says) in [
        (&b"%PDF-1.7"[..], "a PDF is not read; save it as .docx, HTML or plain text"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1",
            "a Word document of before 2007 is not read; save it as .docx, HTML or plain text",
        ),
    ] {
        assert_eq!(Article::of(bytes).unwrap_err().message, says);
    }
    let broken = Article::of(b"PK\x03\x04 and nothing").unwrap_err().message;
    assert!(broken.starts_with("it is no Word document, or damaged: "), "{broken}");
    assert!(broken.ends_with("; save it as .docx, HTML or plain text"), "{broken}");
}
