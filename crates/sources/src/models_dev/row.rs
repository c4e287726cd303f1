//! What API and metadata entries have in common: one object of the file on its way to one record.

use crate::json::{Object, RowError};
use crate::report::Report;
use weigh_catalog::record::Record;
use weigh_catalog::{Capability, Day, Field, PartialDate, Value};

/// The date of entries nobody dated.
const UNSET: Day = jiff::civil::date(1970, 1, 1);

/// Input modalities and the capability each is.
const INPUTS: &[(&str, Capability)] = &[
    ("text", Capability::TextIn),
    ("image", Capability::Vision),
    ("audio", Capability::AudioIn),
    ("video", Capability::VideoIn),
    ("pdf", Capability::DocumentIn),
];

/// Output modalities and the capability each is.
const OUTPUTS: &[(&str, Capability)] = &[
    ("text", Capability::TextOut),
    ("image", Capability::ImageOut),
    ("audio", Capability::AudioOut),
    ("video", Capability::VideoOut),
];

/// What goes in and out in the source's words; `None` where it does not say.
#[derive(Debug, Default)]
pub(super) struct Modalities {
    /// What a route takes.
    pub(super) inputs: Option<Vec<String>>,
    /// What a route makes.
    pub(super) outputs: Option<Vec<String>>,
}

impl Modalities {
    /// True if this is the one thing the route takes.
    pub(super) fn takes_only(&self, word: &str) -> bool {
        matches!(self.inputs.as_deref(), Some([only]) if only == word)
    }

    /// True if this is among the things the route makes.
    pub(super) fn makes(&self, word: &str) -> bool {
        self.outputs.iter().flatten().any(|output| output == word)
    }
}

/// One object of the file, the record made of it, and the report on both.
pub(super) struct Row<'a, 'r> {
    /// What is left to read.
    pub(super) object: Object<'a>,
    /// What it has said so far.
    pub(super) record: Record,
    /// Where odd values are counted.
    pub(super) report: &'r mut Report,
}

impl<'a> Row<'a, '_> {
    /// The value, or a note that it has the wrong type.
    pub(super) fn kept<T>(&mut self, read: Result<Option<T>, RowError>) -> Option<T> {
        read.unwrap_or_else(|error| {
            self.note(format!("left out: {error}"));
            None
        })
    }

    /// Counts a rule under this row's place.
    pub(super) fn note(&mut self, rule: impl Into<String>) {
        self.report.note(rule, self.record.locator.to_string());
    }

    /// Takes a text that says something.
    pub(super) fn take_text(&mut self, key: &str) -> Option<String> {
        let text = self.object.text(key);
        self.kept(text).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// Takes an object.
    pub(super) fn take_object(&mut self, key: &str) -> Option<Object<'a>> {
        let object = self.object.object(key);
        self.kept(object)
    }

    /// Says a text of a field.
    pub(super) fn say_text(&mut self, field: Field, text: &str) {
        self.record.say(field, Value::Text(text.into()));
    }

    /// Copies a text.
    pub(super) fn text(&mut self, key: &str, field: Field) {
        if let Some(text) = self.take_text(key) {
            self.say_text(field, &text);
        }
    }

    /// Copies an address, unless it stands in for one that was taken out (`example.invalid`).
    pub(super) fn address(&mut self, key: &str, field: Field) {
        match self.take_text(key) {
            Some(address) if address.contains("example.invalid") => self.note("left out: a redacted address"),
            Some(address) => self.say_text(field, &address),
            None => {}
        }
    }

    /// Copies a boolean.
    pub(super) fn flag(&mut self, key: &str, field: Field) {
        let flag = self.object.flag(key);
        if let Some(flag) = self.kept(flag) {
            self.record.say(field, Value::Flag(flag));
        }
    }

    /// Copies a date with the precision it has.
    pub(super) fn date(&mut self, key: &str, field: Field) {
        let Some(text) = self.take_text(key) else { return };
        match text.parse::<PartialDate>() {
            // What a clock shows before anybody sets it.
            Ok(date) if date.first_day() == UNSET => self.note(format!("left out: `{key}` is 1970-01-01")),
            Ok(date) => {
                self.record.say(field, Value::Date(date));
            }
            Err(_) => self.note(format!("left out: `{key}` is not a date")),
        }
    }

    /// Copies name, family, dates, openness and the three capabilities stated as booleans; drops what is not used.
    pub(super) fn model_facts(&mut self) {
        self.text("name", Field::Name);
        self.text("family", Field::Family);
        self.date("release_date", Field::Released);
        self.date("knowledge", Field::KnowledgeCutoff);
        self.flag("open_weights", Field::OpenWeights);
        self.flag("reasoning", Field::Can(Capability::Reasoning));
        self.flag("tool_call", Field::Can(Capability::FunctionCalling));
        self.flag("structured_output", Field::Can(Capability::StructuredOutputs));
        self.limits();
        self.object.ignore(&["attachment", "temperature", "interleaved", "description", "last_updated"]);
    }

    fn limits(&mut self) {
        let Some(mut limit) = self.take_object("limit") else { return };
        for (key, field) in [("context", Field::Context), ("input", Field::MaxInput), ("output", Field::MaxOutput)] {
            let count = limit.count(key);
            match self.kept(count) {
                Some(0) => self.note(format!("limit of zero read as unknown: {key}")),
                Some(count) => {
                    self.record.say(field, Value::Count(count));
                }
                None => {}
            }
        }
        limit.finish(self.report, "model.limit");
    }

    /// Says what goes in and out, and returns it.
    pub(super) fn modalities(&mut self) -> Modalities {
        let Some(mut modalities) = self.take_object("modalities") else { return Modalities::default() };
        let inputs = modalities.texts("input");
        let inputs = self.one_side(inputs, INPUTS, "input");
        let outputs = modalities.texts("output");
        let outputs = self.one_side(outputs, OUTPUTS, "output");
        modalities.finish(self.report, "model.modalities");
        Modalities { inputs, outputs }
    }

    /// Says each modality of one side, yes or no; a missing or empty list says nothing.
    fn one_side(
        &mut self,
        listed: Result<Option<Vec<String>>, RowError>,
        known: &[(&str, Capability)],
        side: &str,
    ) -> Option<Vec<String>> {
        let listed = self.kept(listed).filter(|listed| !listed.is_empty())?;
        for (word, capability) in known {
            let is_listed = listed.iter().any(|listed| listed == word);
            self.record.say(Field::Can(*capability), Value::Flag(is_listed));
        }
        for word in listed.iter().filter(|word| known.iter().all(|(known, _)| known != word)) {
            self.note(format!("{side} modality without a capability: {word}"));
        }
        Some(listed)
    }
}
