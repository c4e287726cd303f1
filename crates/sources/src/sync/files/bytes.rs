//! Reading one file whole, decompressed, never beyond a limit.

use super::FilesError;
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

/// Most bytes of one file after decompression. The largest real file so far has 30 MB; a gzip bomb has no end.
pub const MAX_BYTES: u64 = 512 * 1024 * 1024;

/// The first bytes of every gzip file.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// Reads a file whole; what starts like gzip is decompressed, whatever its name.
pub fn load(path: &Path, limit: u64) -> Result<Vec<u8>, FilesError> {
    let unreadable = |error| FilesError::unreadable(path, error);
    let file = File::open(path).map_err(unreadable)?;
    let mut reader = BufReader::new(file);
    let mut start = Vec::with_capacity(GZIP.len());
    reader.by_ref().take(2).read_to_end(&mut start).map_err(unreadable)?;
    decode(path, &start, start.as_slice().chain(reader), limit)
}

/// The same for bytes that were fetched: `name` decides only whether gzip is expected.
pub fn plain(name: &str, bytes: &[u8], limit: u64) -> Result<Vec<u8>, FilesError> {
    decode(Path::new(name), bytes, bytes, limit)
}

fn decode(path: &Path, start: &[u8], all: impl Read, limit: u64) -> Result<Vec<u8>, FilesError> {
    if start.starts_with(&GZIP) {
        return bounded(path, MultiGzDecoder::new(all), limit, |path, error| match error.kind() {
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => {
                FilesError::NotGzip { path: path.to_owned(), error }
            }
            _ => FilesError::unreadable(path, error),
        });
    }
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("gz")) {
        let error = io::Error::new(io::ErrorKind::InvalidData, "it does not start like gzip");
        return Err(FilesError::NotGzip { path: path.to_owned(), error });
    }
    bounded(path, all, limit, FilesError::unreadable)
}

fn bounded(
    path: &Path,
    reader: impl Read,
    limit: u64,
    failed: fn(&Path, io::Error) -> FilesError,
) -> Result<Vec<u8>, FilesError> {
    let mut bytes = Vec::new();
    let read = reader.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| failed(path, error))?;
    if u64::try_from(read).is_ok_and(|read| read > limit) {
        return Err(FilesError::TooLarge { path: path.to_owned(), limit });
    }
    Ok(bytes)
}
