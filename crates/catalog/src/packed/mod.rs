//! The packed catalog: evidence as bytes that open in milliseconds, without decoding what is not asked for.
//!
//! ```text
//! magic "WEIGHCAT" · major u16 · minor u16 · directory length u32 · CRC-32 of the directory u32 · directory · sections
//! ```
//!
//! The directory lists every section with kind, number, offset, lengths and CRC-32; sections are deflate-compressed, and those
//! that a question about all models reads whole with LZ4, which takes half as much room again and a tenth of the time.
//! Models lie in blocks of some tens of kilobytes, so that comparing two of them inflates two blocks. Readers accept
//! unknown sections and older minors and refuse other majors. Integers are little-endian or variable-length.

mod bare;
mod bytes;
mod read;
mod write;

pub use bare::BareModel;
pub use read::{IndexEntry, IndexNames, IndexRoute, Packed, PackedError};
pub use write::{PackInput, pack};

const MAGIC: &[u8; 8] = b"WEIGHCAT";

/// A change of the major makes older programs refuse the file.
pub const MAJOR: u16 = 3;

/// A change of the minor only adds.
pub const MINOR: u16 = 0;

/// Kinds of section, as written in the directory.
mod kind {
    pub(super) const META: u64 = 1;
    pub(super) const SOURCE_TABLE: u64 = 2;
    pub(super) const ENTRIES: u64 = 3;
    pub(super) const INDEX: u64 = 4;
    pub(super) const BLOCK: u64 = 5;
    pub(super) const BOARD: u64 = 6;
    pub(super) const BOARD_INDEX: u64 = 7;
    pub(super) const UNPLACED: u64 = 8;
    pub(super) const BARE: u64 = 9;
    pub(super) const NAMES: u64 = 10;
}

/// How the bytes of a section are made smaller.
#[derive(Debug, Clone, Copy)]
enum Codec {
    Deflate,
    Lz4,
}

impl Codec {
    const fn of(kind: u64) -> Self {
        match kind {
            kind::INDEX | kind::NAMES | kind::BARE => Self::Lz4,
            _ => Self::Deflate,
        }
    }
}
