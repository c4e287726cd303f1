//! Rows of two models side by side: limits and capabilities, three-valued.

use crate::cite::Cite;
use crate::profile::Stated;
use weigh_catalog::field::FromValue;
use weigh_catalog::{Capability, Field, Model, Route, Support};

/// One limit of two models, at their cheapest eligible routes; where such a route does not state it, what the lab says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitRow {
    /// `Context`, `MaxInput` or `MaxOutput`.
    pub field: Field,
    /// The first model's.
    pub a: Option<Stated<u64>>,
    /// The second model's.
    pub b: Option<Stated<u64>>,
}

/// One capability of two models, at their cheapest eligible routes; where such a route does not state it, what the lab
/// says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CapabilityRow {
    /// Which.
    pub capability: Capability,
    /// The first model's; `None` is unknown.
    pub a: Option<Stated<Support>>,
    /// The second model's; `None` is unknown.
    pub b: Option<Stated<Support>>,
}

/// A model with the route it would be used on: the cheapest eligible one, if any.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Side<'a> {
    pub(crate) model: &'a Model,
    pub(crate) route: Option<&'a Route>,
}

impl Side<'_> {
    /// What the route states; where it is silent, what the lab says of the model.
    pub(crate) fn stated<T: FromValue>(&self, field: &Field) -> Option<Stated<T>> {
        let cite = |route: &Route| Cite::Route(route.id.clone(), field.clone());
        let of_route = self.route.and_then(|route| Stated::of(&route.facts, field, || cite(route)));
        let cite = || Cite::Model(self.model.id.clone(), field.clone());
        of_route.or_else(|| Stated::of(&self.model.facts, field, cite))
    }

    /// Where a statement about the field would be looked for first.
    pub(crate) fn cite(&self, field: &Field) -> Cite {
        match self.route {
            Some(route) => Cite::Route(route.id.clone(), field.clone()),
            None => Cite::Model(self.model.id.clone(), field.clone()),
        }
    }
}

/// Limits that are compared, in page order.
pub const LIMITS: [Field; 3] = [Field::Context, Field::MaxInput, Field::MaxOutput];

/// Every limit, side by side; also those nobody states, except max input, which most routes do not have.
pub(crate) fn limits(a: Side<'_>, b: Side<'_>) -> Vec<LimitRow> {
    let row = |field: Field| LimitRow { a: a.stated(&field), b: b.stated(&field), field };
    let rows = LIMITS.into_iter().map(row);
    rows.filter(|row| row.field != Field::MaxInput || row.a.is_some() || row.b.is_some()).collect()
}

/// Every capability of which something is said of either.
pub(crate) fn capabilities(a: Side<'_>, b: Side<'_>) -> Vec<CapabilityRow> {
    let row = |capability: &Capability| {
        let field = Field::Can(*capability);
        CapabilityRow { capability: *capability, a: a.stated(&field), b: b.stated(&field) }
    };
    Capability::ALL.iter().map(row).filter(|row| row.a.is_some() || row.b.is_some()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{Build, model};

    #[test]
    fn the_route_speaks_first_then_the_lab_and_silence_stays_unknown() {
        let a = model("acme/alpha", &[("context", "200000"), ("can.vision", "true")])
            .at("northwind", &[("context", "128000"), ("can.reasoning", "false")]);
        let b = model("acme/beta", &[]);
        let sides = (Side { model: &a, route: a.routes.first() }, Side { model: &b, route: None });
        let rows = limits(sides.0, sides.1);
        assert_eq!(rows.iter().map(|row| row.field.clone()).collect::<Vec<_>>(), [Field::Context, Field::MaxOutput]);
        let context = rows[0].a.as_ref().unwrap();
        assert_eq!((context.value, &context.cites[0]), (128_000, &sides.0.cite(&Field::Context)));
        assert!(rows[0].b.is_none() && rows[1].a.is_none());
        let rows = capabilities(sides.0, sides.1);
        let of = |capability| rows.iter().find(|row| row.capability == capability).unwrap();
        assert_eq!(of(Capability::Vision).a.as_ref().unwrap().value, Support::Supported);
        assert_eq!(of(Capability::Reasoning).a.as_ref().unwrap().value, Support::Unsupported);
        assert!(of(Capability::Vision).b.is_none() && rows.len() == 2);
    }
}
