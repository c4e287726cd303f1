//! What every importer is, and the list of them.

use crate::report::Report;
use crate::{benchmark, genai_prices, hugging_face, litellm, llm_stats, model_prices, models_dev, openrouter};
use weigh_catalog::record::{Batch, Reading, Record};
use weigh_catalog::{Day, SourceId};

/// One upstream file, decompressed.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The file's name, for messages.
    pub file: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// The day it was read or captured.
    pub read_on: Day,
    /// The source's version, commit or capture, in its own words.
    pub version: &'a str,
    /// `sha256:` of the bytes, in hex.
    pub digest: &'a str,
}

/// What an importer makes of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// The reading and its records, sorted.
    pub batch: Batch,
    /// What was read, skipped and put aside.
    pub report: Report,
}

/// A file that is refused whole; nothing changes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// Not JSON, CSV or YAML, or cut off.
    #[error("`{file}` is not {format}: {what}")]
    Malformed {
        /// The file.
        file: String,
        /// What it should be.
        format: &'static str,
        /// Where and why it is not.
        what: String,
    },
    /// One of the source's other files, which no rule reads; nothing of it was looked at.
    #[error("`{file}` is no file of {board}")]
    OtherFile {
        /// The file.
        file: String,
        /// Whose files are read.
        board: String,
    },
    /// Well-formed, but not the shape this source has or had.
    #[error("`{file}` has not the shape of {shape}: {what}")]
    Shape {
        /// The file.
        file: String,
        /// The shape looked for.
        shape: &'static str,
        /// What is missing.
        what: String,
    },
}

/// One file shape of one source.
#[derive(Debug, Clone, Copy)]
pub struct Importer {
    /// Its name, used on the command line and in reports: `openrouter-models`.
    pub id: &'static str,
    /// The source whose statements it makes records of.
    pub source: &'static str,
    /// What the file is, in a few words.
    pub what: &'static str,
    /// Where `weigh sync` fetches it; `None` for files that are not served at a fixed address.
    pub url: Option<&'static str>,
    /// Starts of the file names it recognises, longest match wins: `models-dev/api`, `api.json`.
    pub files: &'static [&'static str],
    /// Whether all such files of one folder are one reading.
    pub is_folder: bool,
    /// Whether the file lists everything its source has, so that absence means "no longer listed".
    pub is_complete: bool,
    /// The import itself.
    pub run: fn(&Input<'_>, &mut Report) -> Result<Vec<Record>, ImportError>,
}

impl Importer {
    /// Imports one file.
    pub fn import(&self, input: &Input<'_>) -> Result<Import, ImportError> {
        let mut report = Report::default();
        let records = (self.run)(input, &mut report)?;
        report.records = records.len();
        let reading = Reading {
            source: SourceId::new(self.source).expect("importers name a source"),
            version: input.version.to_owned(),
            read_on: input.read_on,
            digest: input.digest.to_owned(),
            is_complete: self.is_complete,
        };
        let mut batch = Batch { reading, records };
        batch.sort();
        Ok(Import { batch, report })
    }
}

/// Every importer. One line each; the order is the order of reports.
pub const IMPORTERS: &[Importer] = &[
    models_dev::API,
    models_dev::METADATA,
    models_dev::LINKS,
    models_dev::HISTORY,
    openrouter::models::IMPORTER,
    openrouter::endpoints::IMPORTER,
    openrouter::providers::IMPORTER,
    openrouter::archive::IMPORTER,
    litellm::IMPORTER,
    litellm::history::IMPORTER,
    genai_prices::IMPORTER,
    model_prices::IMPORTER,
    hugging_face::IMPORTER,
    benchmark::EPOCH,
    benchmark::ARENA,
    benchmark::LLM_STATS,
    benchmark::AIDER,
    benchmark::TAU2,
    llm_stats::MODELS,
    llm_stats::OFFERINGS,
];
