//! Bytes that are not what they should be: an error or something sensible, never a panic.

use super::{BYTES, packed};
use proptest::prelude::*;
use std::borrow::Cow;
use weigh_catalog::packed::{MAJOR, Packed};
use weigh_catalog::{BenchmarkId, text};

/// Reads everything a file offers; gives what could be read, as text, or nothing.
fn read_all(bytes: Vec<u8>) -> Option<String> {
    let packed = Packed::open(Cow::Owned(bytes)).ok()?;
    let entries = [packed.providers(), packed.labs(), packed.licences(), packed.benchmarks()];
    let index = packed.index();
    let first = index.as_ref().ok().and_then(|index| index.first()).map(|entry| packed.group(entry, &|_| true));
    let last = index.as_ref().ok().and_then(|index| index.last()).map(|entry| packed.group(entry, &|_| true));
    let standings = ["gpqa", "arena/text"].map(|id| packed.standings(&BenchmarkId::new(id).unwrap()));
    Some(format!(
        "{:?} {:?} {entries:?} {index:?} {first:?} {last:?} {standings:?} {:?}",
        packed.readings,
        packed.source_table(),
        packed.unplaced()
    ))
}

/// A file with all its parts and little in them, so that many mutations can be tried.
fn small() -> Vec<u8> {
    let records = "{\"weigh\":\"records/1\",\"source\":\"models-dev\",\"version\":\"1\",\"read_on\":\"2026-09-28\",\
                   \"digest\":\"sha256:00\",\"complete\":true}\n\
                   {\"route\":[\"acme\",\"alpha-1\"],\"at\":\"a\",\"say\":{\"context\":128000,\"rate.input\":\"0.1\",\
                   \"released\":\"2026-01\",\"can.vision\":true}}\n\
                   {\"benchmark\":\"gpqa\",\"at\":\"b\",\"say\":{\"name\":\"GPQA\",\"direction\":\"higher\"}}\n\
                   {\"result\":[\"gpqa\",\"alpha-1\",\"\"],\"at\":\"c\",\"say\":{\"score\":\"41.5\"}}\n\
                   {\"model\":\"zeta/omega-9\",\"at\":\"d\",\"say\":{\"parameters\":9}}\n\
                   {\"result\":[\"gpqa\",\"omega 9\",\"\"],\"at\":\"e\",\"until\":\"2026-10-01\",\"say\":{\"score\":\"12\"}}\n";
    let assembly = weigh_catalog::assemble::assemble(&[text::read(records).unwrap()]);
    let day = "2026-09-28".parse().unwrap();
    let table = "source = []\n[stale-after-days]\n";
    weigh_catalog::packed::pack(&weigh_catalog::packed::PackInput {
        assembly: &assembly,
        source_table: table,
        day,
        version: "1",
    })
}

#[test]
fn a_changed_byte_changes_nothing_that_is_read_or_is_an_error() {
    let whole = small();
    let sound = read_all(whole.clone()).unwrap();
    let mut refused = 0;
    for place in 0..whole.len() {
        for bit in [1_u8, 0x80] {
            let mut bytes = whole.clone();
            bytes[place] ^= bit;
            match read_all(bytes) {
                Some(read) => assert!(read == sound || read.contains("Damaged"), "byte {place} went unnoticed"),
                None => refused += 1,
            }
        }
        assert!(read_all(whole[..place].to_vec()).is_none_or(|read| read.contains("Damaged")), "cut at {place}");
    }
    assert!(refused > 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_bytes_are_no_catalog(bytes in proptest::collection::vec(any::<u8>(), 0..512)) {
        prop_assert!(read_all(bytes).is_none());
    }

    #[test]
    fn a_directory_with_a_right_checksum_may_still_lie(body in proptest::collection::vec(any::<u8>(), 0..200), rest in proptest::collection::vec(any::<u8>(), 0..64)) {
        let mut crc = flate2::Crc::new();
        crc.update(&body);
        let mut bytes = b"WEIGHCAT".to_vec();
        bytes.extend(MAJOR.to_le_bytes());
        bytes.extend(0_u16.to_le_bytes());
        bytes.extend(u32::try_from(body.len()).unwrap().to_le_bytes());
        bytes.extend(crc.sum().to_le_bytes());
        bytes.extend(body);
        bytes.extend(rest);
        read_all(bytes);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,200}") {
        let _ = text::read(&text);
    }

    #[test]
    fn a_changed_record_file_is_read_or_refused(place in 0..400_usize, new in any::<char>()) {
        let sample = "{\"weigh\":\"records/1\",\"source\":\"models-dev\",\"version\":\"1\",\"read_on\":\"2026-09-28\",\"digest\":\"sha256:00\",\"complete\":true}\n{\"route\":[\"acme\",\"alpha-1\"],\"at\":\"a\",\"from\":\"2026-05-01\",\"basis\":\"observed\",\"say\":{\"context\":128000,\"rate.input[mon-fri 0100-0400]\":\"0.1\",\"released\":\"2026-01\"},\"raw\":{\"released\":\"x\"}}\n";
        let mut changed: Vec<char> = sample.chars().collect();
        let place = place % changed.len();
        changed[place] = new;
        if let Ok(batch) = text::read(&changed.into_iter().collect::<String>()) {
            prop_assert_eq!(text::read(&text::write(&batch)), Ok(batch));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_real_file_damaged_anywhere_is_noticed_when_verified(place in 0..BYTES.len(), flip in 1..=255_u8, is_cut in any::<bool>()) {
        let mut bytes = BYTES.to_vec();
        if is_cut { bytes.truncate(place) } else { bytes[place] ^= flip }
        if let Ok(packed) = Packed::open(Cow::Owned(bytes)) {
            let is_minor = !is_cut && (10..12).contains(&place);
            prop_assert!(is_minor || packed.verify().is_err());
            let _ = packed.index();
            let _ = packed.names();
            let _ = packed.source_table();
        }
    }
}

#[test]
fn the_real_file_reads_whole() {
    assert!(packed().groups().all(|group| group.is_ok()));
}
