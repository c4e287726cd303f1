//! Variable-length integers, and texts written once per section.

use super::read::PackedError;
use std::collections::HashMap;
use std::sync::Arc;

/// Collects one section: a table of texts, then the values that refer to them.
#[derive(Debug, Default)]
pub(super) struct Writer {
    texts: Vec<Arc<str>>,
    places: HashMap<Arc<str>, u64>,
    body: Vec<u8>,
}

fn put(bytes: &mut Vec<u8>, mut number: u64) {
    loop {
        let [low, ..] = number.to_le_bytes();
        number >>= 7;
        if number == 0 {
            bytes.push(low & 0x7f);
            return;
        }
        bytes.push(low | 0x80);
    }
}

/// Small for small numbers of either sign.
pub(super) fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)).cast_unsigned()
}

impl Writer {
    pub(super) fn number(&mut self, number: u64) {
        put(&mut self.body, number);
    }

    pub(super) fn count(&mut self, count: usize) {
        self.number(count as u64);
    }

    pub(super) fn signed(&mut self, number: i64) {
        self.number(zigzag(number));
    }

    pub(super) fn text(&mut self, text: &str) {
        let place = if let Some(place) = self.places.get(text) {
            *place
        } else {
            let text: Arc<str> = Arc::from(text);
            let place = self.texts.len() as u64;
            self.texts.push(text.clone());
            self.places.insert(text, place);
            place
        };
        self.number(place);
    }

    /// Zero for nothing, else the text's place plus one.
    pub(super) fn optional_text(&mut self, text: Option<&str>) {
        self.number(u64::from(text.is_some()));
        if let Some(text) = text {
            self.text(text);
        }
    }

    pub(super) fn len(&self) -> usize {
        self.body.len() + self.texts.iter().map(|text| text.len()).sum::<usize>()
    }

    pub(super) fn finish(self) -> Vec<u8> {
        let mut bytes = Vec::new();
        put(&mut bytes, self.texts.len() as u64);
        for text in &self.texts {
            put(&mut bytes, text.len() as u64);
        }
        for text in &self.texts {
            bytes.extend_from_slice(text.as_bytes());
        }
        bytes.extend(self.body);
        bytes
    }
}

/// Reads one section. Every method fails instead of panicking on bytes that make no sense.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    texts: Vec<Text<'a>>,
    body: &'a [u8],
}

/// Most things of a list that there is room for before the first is read: a damaged count must not take all memory.
pub(super) const ROOM: usize = 4_096;

/// A text of the table. Who passes over most of a section asks for few of them.
#[derive(Debug)]
enum Text<'a> {
    Bytes(&'a [u8]),
    Read(Arc<str>),
}

fn damaged(what: &'static str) -> PackedError {
    PackedError::Damaged { what }
}

fn take<'a>(bytes: &mut &'a [u8], length: usize) -> Result<&'a [u8], PackedError> {
    let (head, rest) = bytes.split_at_checked(length).ok_or_else(|| damaged("cut off"))?;
    *bytes = rest;
    Ok(head)
}

fn get(bytes: &mut &[u8]) -> Result<u64, PackedError> {
    let mut number = 0_u64;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = bytes.split_first().ok_or_else(|| damaged("cut off inside a number"))?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Ok(number);
        }
    }
    Err(damaged("an endless number"))
}

fn size(number: u64) -> Result<usize, PackedError> {
    usize::try_from(number).map_err(|_| damaged("a count beyond memory"))
}

impl<'a> Reader<'a> {
    pub(super) fn new(mut bytes: &'a [u8]) -> Result<Self, PackedError> {
        let count = size(get(&mut bytes)?)?;
        if count > bytes.len() {
            return Err(damaged("more texts than bytes"));
        }
        let lengths: Vec<usize> =
            (0..count).map(|_| get(&mut bytes).and_then(size)).collect::<Result<_, PackedError>>()?;
        let text = |length| take(&mut bytes, length).map(Text::Bytes);
        let texts = lengths.into_iter().map(text).collect::<Result<_, PackedError>>()?;
        Ok(Self { texts, body: bytes })
    }

    pub(super) fn number(&mut self) -> Result<u64, PackedError> {
        get(&mut self.body)
    }

    /// Whether everything has been read.
    pub(super) const fn is_at_end(&self) -> bool {
        self.body.is_empty()
    }

    /// A count of things that take at least a byte each.
    pub(super) fn count(&mut self) -> Result<usize, PackedError> {
        let count = size(self.number()?)?;
        if count > self.body.len() { Err(damaged("more values than bytes")) } else { Ok(count) }
    }

    pub(super) fn signed(&mut self) -> Result<i64, PackedError> {
        let number = self.number()?;
        Ok((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }

    pub(super) fn text(&mut self) -> Result<Arc<str>, PackedError> {
        let place = self.number()?;
        self.text_at(place)
    }

    /// The text that a number stands for.
    pub(super) fn text_at(&mut self, place: u64) -> Result<Arc<str>, PackedError> {
        let text = self.texts.get_mut(size(place)?).ok_or_else(|| damaged("a text that is not there"))?;
        let bytes = match text {
            Text::Read(read) => return Ok(Arc::clone(read)),
            Text::Bytes(bytes) => *bytes,
        };
        let read: Arc<str> = Arc::from(std::str::from_utf8(bytes).map_err(|_| damaged("text is not UTF-8"))?);
        *text = Text::Read(Arc::clone(&read));
        Ok(read)
    }

    pub(super) fn optional_text(&mut self) -> Result<Option<Arc<str>>, PackedError> {
        if self.number()? == 0 { Ok(None) } else { self.text().map(Some) }
    }

    /// Reads a counted list.
    pub(super) fn list<T>(
        &mut self,
        mut one: impl FnMut(&mut Self) -> Result<T, PackedError>,
    ) -> Result<Vec<T>, PackedError> {
        let count = self.count()?;
        let mut all = Vec::with_capacity(count.min(ROOM));
        for _ in 0..count {
            all.push(one(self)?);
        }
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_written_reads_back(numbers in proptest::collection::vec(any::<i64>(), 0..20), texts in proptest::collection::vec(".{0,8}", 0..20)) {
            let mut writer = Writer::default();
            writer.count(numbers.len());
            numbers.iter().for_each(|number| writer.signed(*number));
            texts.iter().for_each(|text| writer.text(text));
            writer.optional_text(None);
            let bytes = writer.finish();
            let mut reader = Reader::new(&bytes).unwrap();
            prop_assert_eq!(reader.list(Reader::signed).unwrap(), numbers);
            for text in &texts {
                prop_assert_eq!(&*reader.text().unwrap(), text.as_str());
            }
            prop_assert_eq!(reader.optional_text().unwrap(), None);
            prop_assert!(reader.number().is_err());
        }

        #[test]
        fn any_bytes_are_read_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
            if let Ok(mut reader) = Reader::new(&bytes) {
                while reader.text().is_ok() {}
            }
        }
    }
}
