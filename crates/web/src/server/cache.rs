//! Answers that were given before, plain and compressed, within a number of bytes.

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use quick_cache::Weighter;
use quick_cache::sync::Cache as Quick;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::Arc;

/// Shortest body worth compressing, in bytes.
const WORTH_COMPRESSING: usize = 860;

/// One answer, ready to be sent.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) status: u16,
    pub(super) media_type: &'static str,
    pub(super) plain: Bytes,
    pub(super) gzip: Option<Bytes>,
    /// Where it is, if it is elsewhere.
    pub(super) location: Option<String>,
    /// A quoted tag of the content.
    pub(super) tag: String,
    /// The tag of the compressed form.
    pub(super) gzip_tag: String,
}

impl Held {
    /// Tags and compresses a body.
    pub(super) fn new(status: u16, media_type: &'static str, body: impl Into<Bytes>, location: Option<String>) -> Self {
        let plain: Bytes = body.into();
        let mut digest = String::new();
        for byte in Sha256::digest(&plain).iter().take(12) {
            let _ = write!(digest, "{byte:02x}");
        }
        let is_worth_it = plain.len() >= WORTH_COMPRESSING && media_type != "image/png";
        let gzip = is_worth_it.then(|| compressed(&plain)).flatten();
        let (tag, gzip_tag) = (format!("\"{digest}\""), format!("\"{digest}-gz\""));
        Self { status, media_type, plain, gzip, location, tag, gzip_tag }
    }

    fn weight(&self) -> u64 {
        let bytes = self.plain.len() + self.gzip.as_ref().map_or(0, Bytes::len) + 512;
        u64::try_from(bytes).unwrap_or(u64::MAX)
    }
}

fn compressed(plain: &[u8]) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(plain.len() / 4), Compression::new(6));
    encoder.write_all(plain).ok()?;
    encoder.finish().ok().map(Bytes::from)
}

#[derive(Debug, Clone)]
struct ByBytes;

impl Weighter<String, Arc<Held>> for ByBytes {
    fn weight(&self, key: &String, held: &Arc<Held>) -> u64 {
        held.weight() + u64::try_from(key.len()).unwrap_or(0)
    }
}

/// Answers by address.
#[derive(Debug)]
pub(super) struct Cache(Quick<String, Arc<Held>, ByBytes>);

impl Cache {
    pub(super) fn new(bytes: u64) -> Self {
        const USUAL: u64 = 40_000;
        let items = usize::try_from(bytes / USUAL).unwrap_or(usize::MAX).max(16);
        Self(Quick::with_weighter(items, bytes, ByBytes))
    }

    pub(super) fn get(&self, key: &str) -> Option<Arc<Held>> {
        self.0.get(key)
    }

    pub(super) fn put(&self, key: &str, held: Arc<Held>) {
        self.0.insert(key.to_owned(), held);
    }

    pub(super) fn clear(&self) {
        self.0.clear();
    }

    /// Bytes held now.
    pub(super) fn bytes(&self) -> u64 {
        self.0.weight()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    fn held(size: usize) -> Arc<Held> {
        Arc::new(Held::new(200, "text/plain", "a".repeat(size), None))
    }

    #[test]
    fn an_answer_has_tags_and_a_compressed_form_of_the_same_content() {
        let held = held(5000);
        let gzip = held.gzip.clone().unwrap();
        let mut text = String::new();
        flate2::read::GzDecoder::new(&gzip[..]).read_to_string(&mut text).unwrap();
        assert_eq!(text.as_bytes(), &held.plain[..]);
        assert_ne!(held.tag, held.gzip_tag);
        assert!(Held::new(200, "image/png", vec![0; 5000], None).gzip.is_none(), "pictures are compressed already");
        assert!(Held::new(200, "text/plain", "short", None).gzip.is_none());
    }

    #[test]
    fn the_cache_stays_within_its_bytes() {
        let cache = Cache::new(1_000_000);
        for number in 0..1000 {
            cache.put(&format!("/{number}"), held(20_000));
        }
        assert!(cache.bytes() <= 1_000_000, "{}", cache.bytes());
        assert!(cache.bytes() > 100_000);
        cache.clear();
        assert!(cache.get("/999").is_none());
    }
}
