//! From the internal comparison to the published one.

use super::{
    Apart, Bill, BreakEven, Capability, Comparison, Cost, Eligibility, Entry, Finding, Level, Limit, Missing, Needs,
    Neighbour, Offer, Pair, Quality, Refused, Stated, Supply, Tag, Verdict, Workload,
};
use crate::evidence::Ledger;
use crate::json_v1::FORMAT;
use crate::json_v1::bill::bill_with;
use crate::json_v1::evidence::list;
use crate::json_v1::model::used;
use crate::json_v1::value::decimal;
use crate::names::Names;
use crate::phrase;
use crate::sections::{Input, workload_in_words};
use weigh_catalog::{CommercialUse, Field, ModelId, Support};
use weigh_compare as internal;
use weigh_compare::cost::CostOrder;
use weigh_compare::offer::WhyApart;
use weigh_compare::profile;
use weigh_compare::quality::{Evaluation, Reads};
use weigh_compare::tag::TagOutcome;
use weigh_compare::verdict::{Strength, VerdictKind};
use weigh_compare::{Cite, Remedy};

/// A comparison as an answer.
pub fn comparison(input: &Input) -> Comparison {
    let from = input.comparison;
    let mut make = Make { from, names: Names(from), ledger: Ledger::new(from.day) };
    let verdict = make.verdict(&from.overall.verdict);
    let models = from.entries.iter().map(|entry| make.entry(entry)).collect();
    let pairs = from.pairs.iter().map(|pair| make.pair(pair)).collect();
    Comparison {
        format: FORMAT.to_owned(),
        kind: "comparison".to_owned(),
        day: from.day.to_string(),
        snapshot: input.snapshot.to_owned(),
        workload: workload(&from.workload),
        needs: needs(&from.needs),
        verdict,
        cheapest: from.overall.cheapest.as_ref().map(ToString::to_string),
        undominated: texts(&from.overall.undominated),
        models,
        pairs,
        evidence: list(make.ledger.entries()),
        sources: used(input.sources, &make.ledger),
    }
}

fn texts<T: ToString>(items: &[T]) -> Vec<String> {
    items.iter().map(ToString::to_string).collect()
}

/// A workload as an answer.
pub(in crate::json_v1) fn workload(from: &internal::Workload) -> Workload {
    Workload {
        name: from.name.as_ref().map(ToString::to_string),
        requests: from.requests,
        input_tokens: from.input,
        output_tokens: from.output,
        cached_share: decimal(from.cached_share),
        cache_write_share: decimal(from.cache_write_share),
        reasoning_tokens: from.reasoning,
        tiers: from.tiers.tiers().iter().map(|tier| tier.id().to_owned()).collect(),
        region: from.region.as_ref().map(ToString::to_string),
        prompt_tokens: from.prompt_tokens,
        text: workload_in_words(from),
    }
}

pub(in crate::json_v1) fn needs(from: &internal::Needs) -> Needs {
    Needs {
        context: from.context,
        output: from.output,
        capabilities: texts(&from.capabilities),
        openness: from.openness.map(|openness| openness.label().to_owned()),
        commercial: from.commercial.map(|used| commercial(used).to_owned()),
        region: from.region.as_ref().map(ToString::to_string),
        no_training: from.no_training,
        least_bits: from.least_bits,
        allow: texts(&from.allow),
        deny: texts(&from.deny),
        kinds: from.kinds.iter().map(|kind| kind.id().to_owned()).collect(),
        max_parameters: from.most_parameters,
        zero_retention: from.zero_retention,
        levels: from
            .levels
            .iter()
            .map(|level| Level { benchmark: level.benchmark.to_string(), score: decimal(level.score) })
            .collect(),
        alive_months: from.alive_months,
        priced: from.priced,
        budget_usd: from.budget,
    }
}

const fn commercial(used: CommercialUse) -> &'static str {
    match used {
        CommercialUse::Allowed => "allowed",
        CommercialUse::Conditional => "conditional",
        CommercialUse::Forbidden => "forbidden",
    }
}

const fn evaluation(evaluation: Evaluation) -> &'static str {
    match evaluation {
        Evaluation::Independent => "independent",
        Evaluation::SelfReported => "self-reported",
        Evaluation::Unstated => "unstated",
    }
}

const fn remedy(remedy: Remedy) -> &'static str {
    match remedy {
        Remedy::Sync => "sync",
        Remedy::Overlay => "overlay",
        Remedy::Probe => "probe",
        Remedy::Trial => "trial",
        Remedy::Workload => "workload",
    }
}

struct Make<'a> {
    from: &'a internal::Comparison,
    names: Names<'a>,
    ledger: Ledger,
}

impl Make<'_> {
    fn evidence(&mut self, cites: &[Cite]) -> Vec<usize> {
        phrase::numbers(self.from, &mut self.ledger, cites)
    }

    fn stated<T, U>(&mut self, from: Option<&profile::Stated<T>>, value: impl Fn(&T) -> U) -> Stated<U> {
        from.map_or_else(Stated::unknown, |stated| {
            Stated::of(value(&stated.value), stated.is_disputed, self.evidence(&stated.cites))
        })
    }

    fn text<T: ToString>(&mut self, from: Option<&profile::Stated<T>>) -> Stated<String> {
        self.stated(from, ToString::to_string)
    }

    fn finding(&mut self, from: &internal::Finding) -> Finding {
        Finding {
            finding: phrase::kind::of(&from.what).to_owned(),
            text: phrase::sentence(self.names, &from.what),
            evidence: self.evidence(&from.cites),
        }
    }

    fn findings(&mut self, from: &[internal::Finding]) -> Vec<Finding> {
        from.iter().map(|one| self.finding(one)).collect()
    }

    fn missing(&self, from: &[internal::Missing]) -> Vec<Missing> {
        let one = |fact: &internal::Missing| Missing {
            text: phrase::missing::fact(self.names, fact),
            remedy: remedy(fact.remedy).to_owned(),
        };
        from.iter().map(one).collect()
    }

    fn verdict(&mut self, from: &internal::Verdict) -> Verdict {
        let (verdict, models) = named(&from.kind);
        let premium = match &from.kind {
            VerdictKind::TradeOff { premium, .. } => Some((*premium).into()),
            _ => None,
        };
        let missing = match &from.kind {
            VerdictKind::NotDecidable { missing } => self.missing(missing),
            _ => Vec::new(),
        };
        let strength = match from.strength {
            Strength::Weak => "weak",
            Strength::Moderate => "moderate",
            Strength::Strong => "strong",
        };
        Verdict {
            verdict: verdict.to_owned(),
            text: phrase::verdict::headline(self.names, from),
            models: models.into_iter().map(ToString::to_string).collect(),
            premium_usd: premium,
            strength: strength.to_owned(),
            weaknesses: from.weaknesses.iter().map(|one| phrase::verdict::weak(self.names, one)).collect(),
            reasons: self.findings(&from.reasons),
            sensitivity: from.sensitivity.iter().map(|one| phrase::verdict::flip(self.names, one)).collect(),
            missing,
        }
    }

    fn entry(&mut self, from: &internal::Entry) -> Entry {
        let (model, profile, offers) = (&from.model, &from.profile, &from.offers);
        Entry {
            id: model.id.to_string(),
            name: self.names.model(&model.id),
            released: self.text(profile.released.as_ref()),
            knowledge_cutoff: self.text(profile.cutoff.as_ref()),
            parameters: self.stated(profile.parameters.as_ref(), |count| *count),
            active_parameters: self.stated(profile.active_parameters.as_ref(), |count| *count),
            architecture: self.architecture(model),
            size: self.stated(profile.size.as_ref(), |size| size.label().to_owned()),
            openness: self.stated(profile.openness.as_ref(), |openness| openness.label().to_owned()),
            licence: self.text(profile.licence.as_ref()),
            commercial: self.stated(profile.commercial.as_ref(), |used| commercial(*used).to_owned()),
            retires: self.text(profile.life.retires.as_ref()),
            months_left: profile.life.months_left,
            replacement: self.text(profile.life.replacement.as_ref()),
            eligibility: self.eligibility(&from.eligibility),
            cheapest_route: offers.best().map(|offer| offer.route.to_string()),
            ladder: offers.ladder.iter().map(|offer| self.offer(offer)).collect(),
            refused: offers.refused.iter().map(|one| self.refused(one)).collect(),
            apart: offers.apart.iter().map(apart).collect(),
            supply: supply(&offers.supply),
            tags: from.tags.iter().map(|tag| self.tag(tag)).collect(),
            neighbours: from.neighbours.iter().map(neighbour).collect(),
            findings: self.findings(&from.findings),
        }
    }

    fn architecture(&mut self, model: &weigh_catalog::Model) -> Stated<String> {
        let fact = model.facts.typed::<String>(&Field::Architecture);
        let cite = Cite::Model(model.id.clone(), Field::Architecture);
        fact.value()
            .map_or_else(Stated::unknown, |value| Stated::of(value.clone(), fact.is_disputed(), self.evidence(&[cite])))
    }

    fn eligibility(&self, from: &internal::Eligibility) -> Eligibility {
        let (status, judgements) = match from {
            internal::Eligibility::Eligible => ("eligible", None),
            internal::Eligibility::Not(judgements) => ("not-eligible", Some(judgements)),
            internal::Eligibility::Undecided(judgements) => ("undecided", Some(judgements)),
        };
        Eligibility {
            status: status.to_owned(),
            because: judgements.map(|judgements| phrase::needs::judged(self.names, judgements)),
        }
    }

    fn offer(&mut self, from: &internal::Offer) -> Offer {
        Offer {
            route: from.route.to_string(),
            eligibility: self.eligibility(&from.eligibility),
            through_router: from.through_router,
            bill: self.bill(&from.bill),
            other_tiers: from.other_tiers.iter().map(|bill| self.bill(bill)).collect(),
        }
    }

    fn bill(&mut self, from: &internal::Bill) -> Bill {
        bill_with(from, |key| self.evidence(&[Cite::rate(&from.route, key)]))
    }

    fn refused(&self, from: &internal::Refused) -> Refused {
        Refused {
            route: from.route.to_string(),
            because: phrase::bill::no_rate(&self.names.place(&from.route), &from.reason),
        }
    }

    fn tag(&mut self, from: &internal::Tag) -> Tag {
        let (outcome, evidence, missing) = match &from.outcome {
            TagOutcome::Holds(cites) => ("holds", self.evidence(cites), Vec::new()),
            TagOutcome::Fails(cites) => ("fails", self.evidence(cites), Vec::new()),
            TagOutcome::Unknown(facts) => ("unknown", Vec::new(), self.missing(facts)),
        };
        Tag {
            id: from.id.to_owned(),
            label: from.label.to_owned(),
            rule: from.rule.to_owned(),
            outcome: outcome.to_owned(),
            evidence,
            missing,
        }
    }

    fn pair(&mut self, from: &internal::Pair) -> Pair {
        Pair {
            a: from.a.to_string(),
            b: from.b.to_string(),
            cost: cost(&from.cost),
            limits: from.limits.iter().map(|row| self.limit(row)).collect(),
            capabilities: from.capabilities.iter().map(|row| self.capability(row)).collect(),
            quality: from.quality.iter().map(|row| self.quality(from, row)).collect(),
            findings: self.findings(&from.findings),
            switch_a_to_b: self.findings(&from.forth.findings),
            switch_b_to_a: self.findings(&from.back.findings),
            verdict: self.verdict(&from.verdict),
        }
    }

    fn limit(&mut self, from: &internal::LimitRow) -> Limit {
        let (a, b) = (self.stated(from.a.as_ref(), |tokens| *tokens), self.stated(from.b.as_ref(), |tokens| *tokens));
        Limit { field: from.field.to_string(), a, b }
    }

    fn capability(&mut self, from: &internal::CapabilityRow) -> Capability {
        let can = |support: &Support| *support == Support::Supported;
        let (a, b) = (self.stated(from.a.as_ref(), can), self.stated(from.b.as_ref(), can));
        Capability { capability: from.capability.id().to_owned(), a, b }
    }

    fn quality(&mut self, pair: &internal::Pair, from: &internal::QualityRow) -> Quality {
        let (reads, difference, why) = match &from.reads {
            Reads::Ahead(difference) => ("ahead", Some(difference), None),
            Reads::Behind(difference) => ("behind", Some(difference), None),
            Reads::Tie(difference) => ("tie", Some(difference), None),
            Reads::NotComparable(why) => ("not-comparable", None, Some(*why)),
        };
        let (a, b) = (self.score(&pair.a, from.a), self.score(&pair.b, from.b));
        Quality {
            benchmark: from.benchmark.to_string(),
            areas: from.areas.clone(),
            a,
            b,
            a_settings: from.a_settings.to_string(),
            b_settings: from.b_settings.to_string(),
            a_evaluation: evaluation(from.a_evaluation).to_owned(),
            b_evaluation: evaluation(from.b_evaluation).to_owned(),
            reads: reads.to_owned(),
            difference: difference.map(|one| decimal(one.by)),
            margin: difference.map(|one| decimal(one.margin)),
            because: why.map(|why| phrase::why_not(why).to_owned()),
        }
    }

    fn score(&mut self, model: &ModelId, index: usize) -> Stated<String> {
        let cite = Cite::Result { model: model.clone(), index, field: Field::Score };
        let fact = self.from.fact(&cite);
        fact.value().map_or_else(Stated::unknown, |value| {
            Stated::of(value.to_string(), fact.is_disputed(), self.evidence(&[cite]))
        })
    }
}

fn named(kind: &VerdictKind) -> (&'static str, Vec<&ModelId>) {
    match kind {
        VerdictKind::Dominates { better, worse } => ("dominates", vec![better, worse]),
        VerdictKind::DominatesAll { better, others } => {
            ("dominates-all", std::iter::once(better).chain(others).collect())
        }
        VerdictKind::Choice { among } => ("choice", among.iter().collect()),
        VerdictKind::TradeOff { cheaper, dearer, .. } => ("trade-off", vec![cheaper, dearer]),
        VerdictKind::OnlyEligible { model, .. } => ("only-eligible", vec![model]),
        VerdictKind::Tie => ("tie", Vec::new()),
        VerdictKind::NotDecidable { .. } => ("not-decidable", Vec::new()),
    }
}

fn apart(from: &internal::Apart) -> Apart {
    let (status, day) = match &from.why {
        WhyApart::Withdrawn(day) => ("withdrawn", Some(day.to_string())),
        WhyApart::NotYet(day) => ("not-yet", Some(day.to_string())),
        WhyApart::Undecided { .. } => ("undecided", None),
    };
    let (candidates, because) = match &from.why {
        WhyApart::Undecided { candidates, reason } => (texts(candidates), Some(reason.to_string())),
        _ => (Vec::new(), None),
    };
    Apart { route: from.route.to_string(), status: status.to_owned(), day, candidates, because }
}

fn supply(from: &internal::Supply) -> Supply {
    Supply {
        independent: from.independent(),
        direct: texts(&from.direct),
        behind_routers: texts(&from.behind_routers),
        plans: texts(&from.plans),
        routers: texts(&from.routers),
    }
}

fn neighbour(from: &internal::Neighbour) -> Neighbour {
    Neighbour {
        relation: from.kind.label().to_owned(),
        model: from.model.to_string(),
        route: from.cheapest.as_ref().map(|(route, ..)| route.to_string()),
        total_usd: from.cheapest.as_ref().map(|(_, _, total)| (*total).into()),
    }
}

fn cost(from: &internal::CostGap) -> Cost {
    let mut cost = Cost {
        order: String::new(),
        cheaper: None,
        difference_usd: None,
        saving: None,
        times: None,
        break_even: from.break_even.iter().map(break_even).collect(),
        blend_a_usd: from.blend_a.as_ref().map(|blend| blend.price.into()),
        blend_b_usd: from.blend_b.as_ref().map(|blend| blend.price.into()),
    };
    let order = match &from.order {
        CostOrder::Cheaper { cheaper, difference, saving, times, .. } => {
            cost.cheaper = Some(cheaper.to_string());
            cost.difference_usd = Some((*difference).into());
            cost.saving = Some((*saving).into());
            cost.times = times.map(decimal);
            "cheaper"
        }
        CostOrder::Same => "same",
        CostOrder::Open => "open",
        CostOrder::Unknown => "unknown",
    };
    order.clone_into(&mut cost.order);
    cost
}

fn break_even(from: &internal::BreakEven) -> BreakEven {
    BreakEven { output_share: decimal(from.output_share), below: from.below.to_string(), above: from.above.to_string() }
}
