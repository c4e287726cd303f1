//! Capabilities: each one that is asked for, on this very route.

use super::{Candidate, Judgements, Need, Needs, Shortfall, judge_values};
use crate::cite::{Cite, Remedy};
use crate::query::{Parameter, QueryError, Shape, list};
use crate::workload::nearest;
use weigh_catalog::{Capability, Field, Support};

pub(super) const NEED: Need = Need {
    id: "capabilities",
    name: "capabilities",
    rule: "a source says of this route that it can do all of these",
    parameters: &[Parameter {
        name: "needs",
        about: "Capabilities a route must have: vision, function-calling, structured-outputs, reasoning and others.",
        label: "Capabilities",
        shape: Shape::Words(|| Capability::ALL.iter().map(|capability| capability.id().to_owned()).collect()),
        example: "vision,function-calling",
        set: |needs, given| {
            needs.capabilities = given.words().map(capability).collect::<Result<_, _>>()?;
            Ok(())
        },
        get: |needs| list(needs.capabilities.iter().map(|capability| capability.id())),
    }],
    looks_at: |needs, field| matches!(field, Field::Can(capability) if needs.capabilities.contains(capability)),
    judge,
};

fn judge(needs: &Needs, candidate: &Candidate<'_>, judgements: &mut Judgements) {
    needs.capabilities.iter().for_each(|capability| judge_one(*capability, candidate, judgements));
}

fn judge_one(capability: Capability, candidate: &Candidate<'_>, judgements: &mut Judgements) {
    let field = Field::Can(capability);
    let cite = || Cite::Route(candidate.route.id.clone(), field.clone());
    let outcome = judge_values(candidate.route.facts.may_hold::<Support>(&field), cite, Remedy::Probe, |support| {
        (support == Support::Unsupported).then_some(Shortfall::Lacks(capability))
    });
    judgements.say_of(Some(capability), outcome, || vec![cite()]);
}

/// A capability by its id or a usual short word for it.
fn capability(text: &str) -> Result<Capability, QueryError> {
    let id = match text {
        "tools" | "tool-calling" => "function-calling",
        "json" => "json-mode",
        "structured" => "structured-outputs",
        "images" => "vision",
        other => other,
    };
    id.parse().map_err(|_| QueryError::Capability {
        text: text.to_owned(),
        nearest: nearest(text, Capability::ALL.iter().map(|capability| capability.id())),
    })
}
