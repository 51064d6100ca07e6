//! Colours that everyone can read and tell apart.

use std::collections::BTreeMap;

use force_compare::chart::{Colour, Ink, Theme};

fn linear(channel: f64) -> f64 {
    let channel = channel / 255.0;
    if channel <= 0.040_45 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
}

fn channels(Colour(r, g, b): Colour) -> [f64; 3] {
    [r, g, b].map(|channel| linear(f64::from(channel)))
}

/// WCAG 2.2 contrast ratio.
fn contrast(one: Colour, other: Colour) -> f64 {
    let luminance = |colour| {
        let [r, g, b] = channels(colour);
        0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05
    };
    let (one, other) = (luminance(one), luminance(other));
    one.max(other) / one.min(other)
}

/// Machado, Oliveira and Fernandes 2009, severity 1.0.
const VISIONS: [(&str, [[f64; 3]; 3]); 4] = [
    ("full", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    ("protanopia", [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    (
        "deuteranopia",
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    ),
    ("tritanopia", [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
];

/// Oklab (Ottosson 2020): equal distances look about equally different.
fn oklab([r, g, b]: [f64; 3]) -> [f64; 3] {
    let [r, g, b] = [r, g, b].map(|channel| channel.clamp(0.0, 1.0));
    let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
    let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
    let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
    [
        0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s,
        1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s,
        0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s,
    ]
}

#[test]
fn colours_in_focus_are_readable_and_told_apart_by_everyone() {
    for theme in [Theme::Light, Theme::Dark] {
        for ink in (0..6).map(Ink::Focus).chain([Ink::Text, Ink::Muted, Ink::Nation]) {
            let ratio = contrast(theme.colour(ink), theme.paper());
            // Labels are written in these, so text's 4.5 rather than graphics' 3.
            assert!(ratio >= 4.5, "{theme:?} {ink:?}: {ratio:.2}");
        }
        // Readers can point at grey marks and walk to them, so they have to be visible, if less so than all others.
        let grey = contrast(theme.colour(Ink::Context), theme.paper());
        assert!((3.0..4.0).contains(&grey), "{theme:?}: {grey:.2}");
        for (vision, matrix) in VISIONS {
            let seen: BTreeMap<usize, [f64; 3]> = theme
                .focus()
                .into_iter()
                .enumerate()
                .map(|(at, colour)| {
                    let rgb = channels(colour);
                    let seen = matrix.map(|row| row.iter().zip(rgb).map(|(weight, channel)| weight * channel).sum());
                    (at, oklab(seen))
                })
                .collect();
            for (at, one) in &seen {
                for (other, two) in seen.range(..at) {
                    let apart: f64 = one.iter().zip(two).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt();
                    // 0.02 is about the least difference that can be seen.
                    assert!(apart >= 0.1, "{theme:?}, {vision}: {other} and {at} are {apart:.3} apart");
                }
            }
        }
    }
}
