//! The demonstration's pages as readers meet them.

use force_compare::build::guide::{MOVED, PAGES as GUIDE};

use crate::site::Served;

/// The pages with a widget, with the names of their pictures.
const PAGES: [(&str, &str); 4] =
    [("/", "article"), ("/seizures.html", "seizures"), ("/officers.html", "officers"), ("/cymraeg.html", "cymraeg")];

in_every_engine! {
    async fn shows_the_widget_without_a_complaint(browser) {
        let site = Served::well().start();
        for (page, name) in PAGES {
            browser.open(&site, page).await;
            browser.scroll_to("force-compare").await;
            browser.event("ready").await;
            browser.painted().await;
            browser.picture(name).await;
            assert_eq!(browser.problems().await, [""; 0], "{page}");
            assert_eq!(browser.foreign().await, [""; 0], "{page}");
        }
    }

    async fn moves_nothing_when_the_widget_takes_over(browser) {
        let site = Served::well().start();
        for width in [360, 1024] {
            browser.view(width, 768).await;
            for (page, _) in PAGES {
            browser.open(&site, page).await;
            let below = "return document.querySelector('force-compare ~ h2').getBoundingClientRect().top + scrollY";
            let before = browser.run(below).await;
            browser.scroll_to("force-compare").await;
            browser.event("ready").await;
            browser.painted().await;
            let after = browser.run(below).await;
            let moved = after.as_f64().unwrap() - before.as_f64().unwrap();
            // Browsers divide pixels; nobody sees a tenth of one.
            assert!(moved.abs() < 0.1, "{page} moved by {moved} at {width} pixels");
            let what = browser.run("return window.__probe.moved").await;
            assert!(browser.shift().await.is_none_or(|shift| shift == 0.0), "{page} at {width} pixels: {what}");
            }
        }
    }

    /// Where pages of the guide had an address of their own, it leads on.
    async fn old_addresses_lead_on(browser) {
        let site = Served::well().start();
        for page in MOVED {
            browser.open(&site, &format!("/{page}")).await;
            browser.until("the guide is there", &format!("return location.pathname == '/guide/{page}'")).await;
        }
    }

    async fn fits_every_width(browser) {
        let site = Served::well().start();
        for width in [320, 600, 1200] {
            browser.view(width, 640).await;
            let over = "const {scrollWidth, clientWidth} = document.scrollingElement; return scrollWidth - clientWidth";
            for (page, name) in PAGES {
                browser.open(&site, page).await;
                browser.scroll_to("force-compare").await;
                browser.event("ready").await;
                browser.painted().await;
                browser.picture(&format!("{name}-{width}")).await;
                assert_eq!(browser.run(over).await, 0, "{page} at {width} pixels");
            }
            let guide = GUIDE.map(|(page, _)| format!("/guide/{page}"));
            for page in guide.iter().map(String::as_str).chain(["/worked.html"]) {
                browser.open(&site, page).await;
                browser.picture(&format!("{}-{width}", page.trim_matches('/').replace('/', "-"))).await;
                assert_eq!(browser.run(over).await, 0, "{page} at {width} pixels");
            }
        }
    }
}
