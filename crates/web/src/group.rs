//! Parameters that several endpoints or tools share: those of a question are made from the one table of them.

use weigh_compare::query::Parameter;
use weigh_compare::{Needs, Workload, needs, workload};

/// Parameters that belong together, as a surface describes them.
#[derive(Debug, Clone, Copy)]
pub enum Group<P: 'static> {
    /// Its own.
    Own(&'static [P]),
    /// One month of traffic.
    Workload,
    /// What routes must offer.
    Needs,
}

impl<P> Group<P>
where
    P: Clone + From<&'static Parameter<Workload>> + From<&'static Parameter<Needs>>,
{
    /// The parameters, in order.
    pub(crate) fn all(&self) -> Vec<P> {
        match self {
            Self::Own(own) => own.to_vec(),
            Self::Workload => workload::PARAMETERS.iter().map(P::from).collect(),
            Self::Needs => needs::parameters().map(P::from).collect(),
        }
    }
}
