//! Routes to pick, as an address asks for them.

use crate::address::{Pairs, whole};
use crate::problem::{Problem, shortened};
use weigh_catalog::Day;
use weigh_compare::query;
use weigh_compare::workload::nearest;
use weigh_compare::{By, Needs, Unknown, Workload};
use weigh_render::gather::PickAsked;

/// What an address asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PickQuery {
    /// One month of traffic.
    pub(crate) workload: Workload,
    /// What a route must offer.
    pub(crate) needs: Needs,
    /// What becomes of routes of which a fact is missing.
    pub(crate) unknown: Unknown,
    /// The benchmark that price is set against, as it was written.
    pub(crate) benchmark: Option<String>,
    /// What a row of the lists stands for.
    pub(crate) by: By,
    /// A route whose whole story is asked for, as it was written.
    pub(crate) explain: Option<String>,
    /// Whether the page has its long lists too.
    pub(crate) is_whole: bool,
}

impl PickQuery {
    /// Takes its parameters, and all that are left as workload and needs.
    ///
    /// # Errors
    /// A [`Problem`] with status 400.
    pub(crate) fn read(pairs: &mut Pairs) -> Result<Self, Problem> {
        let unknown = word(pairs, "unknown", Unknown::named, &Unknown::IDS)?;
        let by = word(pairs, "by", By::named, &By::IDS)?;
        let (benchmark, explain) = (pairs.take("benchmark"), pairs.take("explain"));
        let is_whole = whole(pairs)?;
        let (workload, needs) = pairs.question()?;
        Ok(Self { workload, needs, unknown, benchmark, by, explain, is_whole })
    }

    /// The query that asks for the same; what is as in the default is left out.
    pub(crate) fn write(&self, on: Option<Day>) -> String {
        let mut writer = form_urlencoded::Serializer::new(String::new());
        writer.extend_pairs(query::write(&self.workload, &self.needs));
        writer.extend_pairs(self.besides());
        writer.extend_pairs(on.map(|day| ("on", day.to_string())));
        writer.finish()
    }

    /// What is asked besides workload and needs, in the names of the flags; what is as in the default is left out.
    pub(crate) fn besides(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let unknown = (self.unknown != Unknown::default()).then(|| self.unknown.id());
        let by = (self.by != By::default()).then(|| self.by.id());
        let all = [
            ("unknown", unknown),
            ("by", by),
            ("benchmark", self.benchmark.as_deref()),
            ("explain", self.explain.as_deref()),
        ];
        all.into_iter().filter_map(|(name, value)| Some((name, value?)))
    }

    /// What is asked, in the catalog's words, with the evidence of so many rows of each list.
    pub(crate) fn asked(&self, shown: usize) -> PickAsked {
        PickAsked {
            workload: self.workload.clone(),
            needs: self.needs.clone(),
            unknown: self.unknown,
            benchmark: self.benchmark.clone(),
            by: self.by,
            shown,
        }
    }
}

/// One of a few words, the usual one if it is left out.
fn word<T: Default>(pairs: &mut Pairs, name: &str, named: fn(&str) -> Option<T>, words: &[&str]) -> Result<T, Problem> {
    let Some(text) = pairs.take(name) else { return Ok(T::default()) };
    named(&text).ok_or_else(|| {
        let hint = nearest(&text, words.iter().copied())
            .map_or_else(|| format!("write {}", words.join(" or ")), |near| format!("did you mean `{near}`?"));
        Problem::bad(format!("`{name}`: `{}` is none of {}", shortened(&text), words.join(", "))).hint(hint)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_written_in_one_form() {
        let again = |text: &str| {
            let mut pairs = Pairs::read(text).unwrap();
            PickQuery::read(&mut pairs).map(|query| query.write(None)).map_err(|problem| problem.status)
        };
        for text in [
            "",
            "input=5M&context=200k&unknown=exclude&benchmark=epoch%2Fgpqa-diamond",
            "min=code%3D70&budget=500",
            "by=model",
        ] {
            assert_eq!(again(text).as_deref(), Ok(text));
        }
        assert_eq!(again("unknown=show&by=route&all=yes").as_deref(), Ok(""));
        for text in ["unknown=maybe", "by=lab", "all=no", "x=1"] {
            assert_eq!(again(text), Err(400), "{text}");
        }
    }

    /// Every need there is, alone and some at a time, and traffic of every kind: what looks at a fact that is not read differs
    /// here.
    #[test]
    fn what_is_read_of_models_decides_as_all_that_is_known_of_them() {
        use weigh_catalog::{Catalog, Model};
        use weigh_compare::{Judge, Needs, Wish, needs, pick, query};
        use weigh_render::gather::Picked;
        let packed = weigh_store::open(None).unwrap().packed;
        let catalog = Catalog::new(packed, "2026-12-01".parse().unwrap());
        let whole: Vec<Model> = catalog.models().unwrap();
        let examples = needs::parameters().map(|one| match one.name {
            "providers" => (one.name, "openai,fireworks-ai"),
            name => (name, one.example),
        });
        let examples: Vec<_> = examples.collect();
        let traffic = [("region", "eu"), ("cached", "40%"), ("reasoning", "10M"), ("tier", "standard,batch")];
        let alone = examples.chunks(1).chain(traffic.chunks(1));
        for pairs in alone.chain(examples.chunks(5)).chain([traffic.as_slice()]) {
            let (workload, needs) = query::read(pairs.iter().copied()).unwrap();
            let asked = PickAsked { workload, needs, ..PickAsked::default() };
            let picked = Picked::new(&catalog, asked.clone()).unwrap();
            let wish = Wish { day: catalog.day(), ..picked.pick.wish.clone() };
            assert_eq!(wish.needs, Needs { text: true, ..asked.needs });
            let judge = Judge::of_all(&wish, &catalog, std::collections::HashMap::new());
            let all = whole.iter().flat_map(|model| judge.choices(model)).collect();
            let expected = pick(wish.clone(), all);
            assert!(expected.considered > 7_500);
            assert!(picked.pick == expected, "{pairs:?} look at a fact that is not read");
        }
    }
}
