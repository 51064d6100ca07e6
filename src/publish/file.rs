//! The files of a bundle: their names, and the hashes that a page can check them against.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256, Sha384};

/// A file's name and its bytes.
pub type File = (String, Vec<u8>);

/// The files of a bundle by their paths within its folder.
pub type FileMap = BTreeMap<String, Vec<u8>>;

/// The folder of the widget within a bundle.
pub const WIDGET: &str = "force-compare";

/// The folder of the package for bundlers within a bundle.
pub const PACKAGE: &str = "package";

/// A newsroom's own words, within the folder of the widget.
pub const WORDS: &str = "data/words.json";

/// The script that contains everything, within the folder of the widget.
pub const SELF_CONTAINED: &str = "self-contained.js";

/// The list of the widget's files with their hashes, within its folder.
pub const INTEGRITY: &str = "integrity.json";

/// How many hexadecimal digits of a hash a name has: 40 bits are enough to tell a newsroom's few versions apart.
const DIGITS: usize = 10;

/// The name of a file with a hash of its content: `element.0123456789.js` for `element.js`.
pub fn hashed(name: &str, bytes: &[u8]) -> String {
    let hash: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    format!("{stem}.{}.{ending}", &hash[..DIGITS])
}

/// The name without its hash: `element.js` for `element.0123456789.js`; `None` if it has no hash.
pub fn unhashed(name: &str) -> Option<String> {
    let (before, ending) = name.rsplit_once('.')?;
    let (stem, hash) = before.rsplit_once('.')?;
    let is_hash = hash.len() == DIGITS && hash.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
    is_hash.then(|| format!("{stem}.{ending}"))
}

/// The hash of some bytes as an `integrity` attribute has it.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", BASE64.encode(Sha384::digest(bytes)))
}

#[cfg(test)]
mod tests {
    use super::{hashed, unhashed};

    #[test]
    fn a_name_says_what_is_in_the_file_and_can_be_read_back() {
        let name = hashed("a.b.js", b"abc");
        assert_eq!(name, "a.b.ba7816bf8f.js");
        assert_eq!(unhashed(&name).as_deref(), Some("a.b.js"));
        assert_ne!(hashed("a.b.js", b"abd"), name);
        for plain in ["a.js", "a.b.js", "ba7816bf8f.js", "a.BA7816BF8F.js", "a.ba7816bf8g.js", "a.ba7816bf8.js", ""] {
            assert_eq!(unhashed(plain), None, "{plain}");
        }
    }
}
