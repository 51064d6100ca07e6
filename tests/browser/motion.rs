//! Marks travel from one picture to the next, unless the reader wants nothing to move.
//!
//! The page's clock stands still: each test brings the frames itself, so that it sees the same moments on every
//! machine.

use serde_json::Value;

use crate::engine::Browser;
use crate::site::{Served, Site};

/// How long a journey takes, in milliseconds: `MOTION` in `chart.js`.
const JOURNEY: u32 = 400;

/// The chart at one moment.
struct Moment {
    /// The centres of its dots, in the order in which they are painted.
    dots: Vec<[f64; 2]>,
    pixels: String,
    /// How often it was painted since the page began.
    paints: u64,
    /// How many frames the page waits for.
    frames: u64,
}

async fn moment(browser: &Browser) -> Moment {
    let found: Value = browser
        .run(
            "const {dots, paints, clock} = window.__probe;
            const canvas = document.querySelector('force-compare').shadowRoot.querySelector('canvas');
            return [dots, canvas.toDataURL(), paints.filter((name) => name != 'highlight').length, clock.frames]",
        )
        .await;
    let number = |at: usize| found[at].as_u64().unwrap_or_else(|| panic!("{found}"));
    Moment {
        dots: serde_json::from_value(found[0].clone()).unwrap(),
        pixels: found[1].as_str().unwrap().into(),
        paints: number(2),
        frames: number(3),
    }
}

async fn choose(browser: &Browser, attribute: &str, value: &str) {
    browser.run(&format!("document.querySelector('force-compare').{attribute} = '{value}'")).await;
}

/// Opens the article with the engine of every view, and stops the clock when nothing moves any more.
async fn ranking(browser: &Browser) -> Site {
    let site = Served::well().start();
    browser.open(&site, "/").await;
    browser.scroll_to("force-compare").await;
    browser.event("ready").await;
    choose(browser, "view", "ranking").await;
    browser
        .until("the ranking is shown", "return document.querySelector('force-compare').getState().view == 'ranking'")
        .await;
    browser.painted().await;
    browser.stop_clock().await;
    for _ in 0..3 {
        browser.pass(JOURNEY).await;
    }
    assert_eq!(moment(browser).await.frames, 0, "it moves still");
    site
}

/// The moments of a journey, one for each tenth of it, from its first frame to its last.
async fn journey(browser: &Browser) -> Vec<Moment> {
    browser.pass(0).await;
    let mut moments = vec![moment(browser).await];
    for _ in 0..10 {
        browser.pass(JOURNEY / 10).await;
        moments.push(moment(browser).await);
    }
    moments
}

in_every_engine! {
    async fn marks_travel_from_picture_to_picture(browser) {
        let _site = ranking(browser).await;
        let before = moment(browser).await;
        choose(browser, "measure", "rate").await;
        let way = journey(browser).await;
        // The canvas has the new picture's height at once; its marks begin where the old picture had them.
        assert_eq!(way[0].dots, before.dots);
        assert!(before.dots.len() >= 10, "{:?}", before.dots);
        // From the second frame on the dots are in the new picture's order. Quick at first and slow at the end, each
        // has gone 1 - (1 - part)³ of its way; so the first tenth tells where it began, which has to be a dot of the
        // old picture.
        let gone = |tenth: usize| 1.0 - (1.0 - tenth as f64 / 10.0).powi(3);
        let mut travelled = 0;
        for (at, end) in way[10].dots.iter().enumerate() {
            let start = [0, 1].map(|axis| (way[1].dots[at][axis] - end[axis] * gone(1)) / (1.0 - gone(1)));
            let length = (end[0] - start[0]).hypot(end[1] - start[1]);
            if length < 5.0 {
                continue;
            }
            travelled += 1;
            let near = |dot: &[f64; 2]| (dot[0] - start[0]).hypot(dot[1] - start[1]) < 1.0;
            assert!(before.dots.iter().any(near), "dot {at} comes from {start:?}, where none was: {:?}", before.dots);
            for (tenth, moment) in way.iter().enumerate().skip(2) {
                let expected = [0, 1].map(|axis| start[axis] + (end[axis] - start[axis]) * gone(tenth));
                let [x, y] = moment.dots[at];
                assert!(
                    (x - expected[0]).hypot(y - expected[1]) < 1.0,
                    "dot {at} is at {x}, {y} after {tenth} tenths of its time, and not at {expected:?}"
                );
            }
        }
        assert!(travelled >= 5, "only {travelled} of {} dots travel", before.dots.len());
        // It comes to rest: nothing is painted any more.
        let rest = &way[10];
        assert_eq!(rest.frames, 0, "it goes on after its time");
        browser.pass(JOURNEY).await;
        assert_eq!(moment(browser).await.paints, rest.paints);

        // A choice on the way goes on from there.
        choose(browser, "measure", "count").await;
        browser.pass(0).await;
        browser.pass(JOURNEY / 4).await;
        let turned = moment(browser).await;
        assert!(turned.dots != rest.dots && turned.dots != before.dots, "it is not on its way");
        choose(browser, "measure", "rate").await;
        let way = journey(browser).await;
        assert_eq!(way[0].dots, turned.dots, "it jumps as it turns round");
        assert_eq!((&way[10].pixels, way[10].frames), (&rest.pixels, 0), "it ends elsewhere");
        assert_eq!(browser.problems().await, [""; 0]);
    }

    async fn marks_travel_unless_a_reader_wants_none_of_it(browser) {
        let _site = ranking(browser).await;
        let before = moment(browser).await;
        choose(browser, "measure", "rate").await;
        browser.pass(0).await;
        assert!(moment(browser).await.frames > 0, "it moves for nobody");
        browser.pass(JOURNEY).await;
        let rest = moment(browser).await;

        browser.calm().await;
        choose(browser, "measure", "count").await;
        browser.pass(0).await;
        let after = moment(browser).await;
        assert_eq!(after.pixels, before.pixels, "it is not the picture that was chosen");
        assert_eq!((after.paints, after.frames), (rest.paints + 1, 0), "it moves");
        assert_eq!(browser.problems().await, [""; 0]);
    }

    async fn what_nobody_sees_is_not_painted(browser) {
        let site = Served::well().start();
        browser.open(&site, "/").await;
        browser.scroll_to("force-compare").await;
        browser.event("ready").await;
        browser.run("document.querySelector('force-compare').before(Object.assign(document.createElement('div'), {id: 'above'}));
            document.querySelector('#above').style.height = '5000px'; scrollTo({top: 0, behavior: 'instant'})").await;
        browser.painted().await;
        browser.painted().await;
        browser.stop_clock().await;
        let before = moment(browser).await.paints;
        choose(browser, "measure", "rate").await;
        for _ in 0..3 {
            browser.pass(JOURNEY).await;
        }
        assert_eq!(moment(browser).await.paints, before, "painted far below");
        // Once near, it shows the choice.
        browser.scroll_to("force-compare").await;
        browser.until("it is painted", &format!("return window.__probe.paints.filter((name) => name != 'highlight').length > {before}")).await;
        assert_eq!(browser.problems().await, [""; 0]);
    }
}
