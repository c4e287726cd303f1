//! `weigh-site.json`: what a finished site was made from and which files it has, in the order they were made.
//!
//! Both reading and writing go file by file: the list of a large site never stands in memory.

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use std::fmt;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Write as _};
use std::path::Path;

/// Version of the format. Later ones may add keys; a reader refuses a greater number.
const FORMAT: u64 = 1;

/// One file of a site.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Entry {
    /// Below the folder of the site, with slashes.
    pub(super) file: String,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub(super) sha256: String,
}

/// A manifest that is being written.
pub(super) struct Writing {
    out: BufWriter<File>,
    is_first: bool,
}

impl Writing {
    /// Starts a manifest.
    pub(super) fn start(path: &Path, about: &Json) -> io::Result<Self> {
        let mut out = BufWriter::new(File::create(path)?);
        let head =
            json!({ "format": FORMAT, "made_by": concat!("weigh ", env!("CARGO_PKG_VERSION")), "made_from": about });
        let head = head.to_string();
        write!(out, "{},\"files\":[", head.trim_end_matches('}').to_owned() + "}")?;
        Ok(Self { out, is_first: true })
    }

    /// Adds a file.
    pub(super) fn add(&mut self, entry: &Entry) -> io::Result<()> {
        let comma = if std::mem::take(&mut self.is_first) { "" } else { "," };
        write!(self.out, "{comma}\n{}", serde_json::to_string(entry)?)
    }

    /// Ends it; it is on the disk then.
    pub(super) fn end(mut self) -> io::Result<()> {
        self.out.write_all(b"\n]}\n")?;
        self.out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
    }
}

/// Hands every file of a manifest to `each`.
///
/// # Errors
/// If it cannot be read, is no manifest, or is of a later format.
pub(super) fn read(path: &Path, each: &mut dyn FnMut(Entry)) -> io::Result<()> {
    let mut reader = serde_json::Deserializer::from_reader(BufReader::new(File::open(path)?));
    reader.deserialize_map(Whole(each))?;
    Ok(reader.end()?)
}

struct Whole<'a>(&'a mut dyn FnMut(Entry));

impl<'de> Visitor<'de> for Whole<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("the manifest of a site")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut format = None;
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "format" => format = Some(map.next_value::<u64>()?),
                "files" if format.is_some_and(|format| format <= FORMAT) => map.next_value_seed(Files(&mut *self.0))?,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        match format {
            Some(format) if format <= FORMAT => Ok(()),
            Some(format) => {
                Err(serde::de::Error::custom(format!("it has format {format}; this version reads {FORMAT}")))
            }
            None => Err(serde::de::Error::custom("it names no format")),
        }
    }
}

struct Files<'a>(&'a mut dyn FnMut(Entry));

impl<'de> DeserializeSeed<'de> for Files<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Files<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("files with their digests")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        while let Some(entry) = entries.next_element::<Entry>()? {
            (self.0)(entry);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn files(path: &Path) -> io::Result<Vec<String>> {
        let mut files = Vec::new();
        read(path, &mut |entry| files.push(entry.file))?;
        Ok(files)
    }

    #[test]
    fn what_is_written_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("m.json");
        for names in [&[][..], &["index.html"][..], &["a/\"b\".html", "c"][..]] {
            let mut writing = Writing::start(&path, &json!({ "catalog": "1}" })).unwrap();
            for name in names {
                writing.add(&Entry { file: (*name).to_owned(), sha256: "00".to_owned() }).unwrap();
            }
            writing.end().unwrap();
            assert_eq!(files(&path).unwrap(), names);
            let whole: Json = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
            assert_eq!((&whole["format"], &whole["made_from"]["catalog"]), (&json!(1), &json!("1}")));
        }
    }

    #[test]
    fn what_is_no_manifest_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("m.json");
        for (text, reason) in [
            ("{\"format\":2,\"files\":[]}", "format 2"),
            ("{\"files\":[]}", "no format"),
            ("[]", "manifest of a site"),
            ("{\"format\":1,\"files\":[{\"file\":\"a\"", "EOF"),
        ] {
            fs::write(&path, text).unwrap();
            let error = files(&path).unwrap_err().to_string();
            assert!(error.contains(reason), "{text}: {error}");
        }
    }
}
