//! Routes picked for a workload under needs: who is eligible, who may be, who is not, and what would change that.

use super::{Around, place, provider_name, section, with_evidence};
use crate::block::{Block, Cell, Column, Document, Inlines, NoteKind, Page, Section, Table, Target};
use crate::chart::{Chart, Data, Dot, Scatter};
use crate::evidence::{About, Ledger, lowercase_first};
use crate::format;
use crate::gather::{Frontier, PICKED_SHOWN, Picked};
use crate::label;
use crate::names;
use crate::phrase;
use crate::phrase::missing::remedy;
use crate::sections::{Tails, workload_in_words};
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::sync::Arc;
use weigh_catalog::{BenchmarkResult, Board, Field, Meter, ModelId, ProviderId, Route, Standing, Usd};
use weigh_compare::pick::{self, By, Choice, Demand, Pick, Row, Unknown};
use weigh_compare::{Bill, Judgement, NEEDS, Outcome};

/// Excluded routes that are named with what they miss before the rest is folded.
const NEAR: usize = 10;

/// Everything a page of picked routes is made from.
#[derive(Clone, Copy)]
pub struct PickPage<'a> {
    /// The answer.
    pub picked: &'a Picked,
    /// Who else the page names.
    pub around: Around<'a>,
    /// Names of models.
    pub name_of: &'a dyn Fn(&ModelId) -> String,
    /// What becomes of long lists.
    pub tails: Tails,
}

/// The page.
pub fn pick_page(page: PickPage) -> Document {
    let pick = &page.picked.pick;
    let mut rows = Rows { page, ledger: Ledger::new(page.around.today) };
    let sections: Vec<Section> = [
        section("routes", page.titled("Eligible routes", "Eligible models"), rows.eligible()),
        section("frontier", "Price against quality", rows.frontier()),
        section("relaxed", "What one need costs", relaxed(page)),
        section("undecided", "Undecided: a fact is missing", rows.undecided()),
        section("needs", "What each need leaves", steps(pick)),
        section("free", page.titled("Free routes", "Free at best"), free(page)),
        section(
            "unpriced",
            page.titled("Routes that cannot be billed", "Models that cannot be billed"),
            unpriced(page),
        ),
        section("excluded", page.titled("Excluded routes", "Excluded models"), excluded(page)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let wanted = phrase::needs::wanted(&|id| page.provider(id), &pick.wish.needs);
    let intro = vec![
        Block::Paragraph(headline(page)),
        Block::KeyValues(vec![
            ("Traffic a month".into(), workload_in_words(&pick.wish.workload).into()),
            ("Needs".into(), wanted.unwrap_or_else(|| "none".to_owned()).into()),
            ("Looked at".into(), format!("{} on offer", format::counted(pick.considered, "route", "routes")).into()),
        ]),
    ];
    let today = format::day(page.around.today);
    let document = Document {
        title: "Pick a route".to_owned(),
        summary: headline(page).plain(),
        intro,
        sections,
        colophon: format!("As of {today}. Unknown means that no source read by then says anything; it never means no."),
        ..Document::default()
    };
    with_evidence(document, rows.ledger, page.around)
}

/// Every route, or model, of every list as one table of data, a row each.
pub fn pick_table(page: PickPage) -> Document {
    let board = page.board();
    let mut titles = vec![
        "Standing",
        "Route",
        "Model",
        "Provider",
        "Tier",
        "A month",
        "At most",
        "Input billed at",
        "Output billed at",
    ];
    titles.extend((page.picked.by == By::Model).then_some("Other routes"));
    titles.extend(["Misses", "Missing", "Because"]);
    let mut columns: Vec<Column> = titles.into_iter().map(Column::text).collect();
    columns.extend(board.map(|board| Column::text(board.benchmark.name.clone())));
    let best: HashMap<&ModelId, Decimal> = board
        .iter()
        // The first standing of a model is its best, and the last one collected stays.
        .flat_map(|board| board.standings.iter().rev().map(|standing| (&standing.model, standing.score)))
        .collect();
    let mut table = Table::new("Routes", columns);
    for standing in pick::Standing::ALL {
        for Row { choice, more } in page.picked.listed(standing) {
            let bill = choice.bill.as_ref().ok();
            let rate = |meter| {
                let line = bill?.lines.iter().find(|line| line.meter == meter)?;
                Some(line.rate.stated.to_string())
            };
            let misses: Vec<String> = choice.missed().map(|demand| demand.id()).collect();
            let missing =
                choice.missing().filter_map(|missing| missing.cite.field()).map(ToString::to_string).collect();
            let open = Some(page.open(&choice.judgements)).filter(|open| !open.is_empty());
            let unbilled = choice.bill.as_ref().err().map(ToString::to_string);
            let because = open.into_iter().chain(unbilled).collect();
            let listed = |words: Vec<String>| (!words.is_empty()).then(|| words.join("; "));
            let mut row = vec![
                Some(choice.standing().id().to_owned()),
                Some(choice.route.to_string()),
                Some(choice.route.model.to_string()),
                Some(choice.route.provider.to_string()),
                bill.map(|bill| bill.tier.id().to_owned()),
                bill.map(|bill| bill.total.stated.to_string()),
                bill.map(|bill| bill.total.high.to_string()),
                rate(Meter::Input),
                rate(Meter::Output),
            ];
            row.extend((page.picked.by == By::Model).then(|| Some(more.to_string())));
            row.extend([misses, missing, because].map(listed));
            row.extend(board.map(|_| best.get(&choice.route.model).map(ToString::to_string)));
            table.data(row);
        }
    }
    Document::of_table("Pick a route", table)
}

impl<'a> PickPage<'a> {
    /// The board that price is set against.
    fn board(&self) -> Option<&'a Arc<Board>> {
        self.picked.frontier.as_ref().map(|frontier| &frontier.board)
    }

    /// One of two words: for lists of routes, or of models.
    const fn titled(&self, routes: &'static str, models: &'static str) -> &'static str {
        match self.picked.by {
            By::Route => routes,
            By::Model => models,
        }
    }

    /// `3 free routes`, `1 free model`.
    fn counted(&self, rows: &[Row], what: &str) -> String {
        let thing = self.titled("route", "model");
        let space = if what.is_empty() { "" } else { " " };
        format::counted(rows.len(), &format!("{what}{space}{thing}"), &format!("{what}{space}{thing}s"))
    }

    fn provider(&self, id: &ProviderId) -> String {
        provider_name(self.around.reference, id)
    }

    /// `Llama 3.2 1B at Fireworks`.
    fn route(&self, choice: &Choice) -> String {
        format!("{} at {}", (self.name_of)(&choice.route.model), place(self.around.reference, &choice.route))
    }

    /// What a route misses or lacks, as clauses; empty if it meets every need.
    pub(crate) fn open(&self, judgements: &[Judgement]) -> String {
        let (mut clauses, mut unknown): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        for judgement in judgements {
            match &judgement.outcome {
                Outcome::Met => {}
                Outcome::Unmet(shortfall) => {
                    clauses.push(phrase::needs::missed(&|id| self.provider(id), shortfall));
                }
                Outcome::Undecided(missing) => {
                    let fields = missing.iter().filter_map(|missing| missing.cite.field());
                    unknown.extend(fields.map(|field| lowercase_first(label::field(field))));
                }
            }
        }
        clauses.extend((!unknown.is_empty()).then(|| format!("unknown: {}", format::listed(&unknown))));
        clauses.join("; ")
    }

    /// The long tail of a list: there, or only counted.
    fn rest(&self, summary: String, blocks: impl FnOnce() -> Vec<Block>) -> Block {
        let blocks = match self.tails {
            Tails::Folded => blocks(),
            Tails::Counted => Vec::new(),
        };
        Block::Rest { summary: summary.into(), blocks, page: None }
    }
}

/// What a demand asks, in words.
pub fn demand_in_words(demand: Demand) -> String {
    match demand.capability {
        Some(capability) => phrase::capability(capability),
        None => NEEDS.iter().find(|need| need.id == demand.need).map_or(demand.need, |need| need.name).to_owned(),
    }
}

fn headline(page: PickPage) -> Inlines {
    let pick = &page.picked.pick;
    let Some((best, total)) = pick.best().and_then(|best| Some((best, best.bill.as_ref().ok()?.total))) else {
        let emptied = pick.steps.iter().find(|step| step.left == 0);
        let because = emptied.map_or_else(
            || "; none of those that meet them can be billed".to_owned(),
            |step| format!("; {} leaves none", demand_in_words(step.demand)),
        );
        return Inlines::text(format!("No route surely meets all needs{because}."));
    };
    let open = page.open(&best.judgements);
    let open = if open.is_empty() { String::new() } else { format!(" ({open})") };
    let count = format::counted(pick.eligible.len(), "eligible route", "eligible routes");
    Inlines::new()
        .strong(page.route(best))
        .and(format!("{open} is the cheapest of {count}: {} a month for this traffic.", names::total(total)))
}

/// Rows with all their evidence. The number behind a total leads to everything the page says of the route.
struct Rows<'a> {
    page: PickPage<'a>,
    ledger: Ledger,
}

impl Rows<'_> {
    fn eligible(&mut self) -> Vec<Block> {
        let pick = &self.page.picked.pick;
        if pick.eligible.is_empty() {
            let words = match pick.relaxed {
                Some(_) => "No route meets every need. What one need costs, below, says which one to give up.",
                None => "No route meets every need, and giving up one alone would not help.",
            };
            return vec![Block::Note(NoteKind::Missing, words.into())];
        }
        let rows = self.page.picked.rows(pick::Standing::Eligible);
        self.list(rows, "eligible", pick.wish.unknown == Unknown::Include)
    }

    fn undecided(&mut self) -> Vec<Block> {
        let pick = &self.page.picked.pick;
        let rows = self.page.picked.rows(pick::Standing::Undecided);
        if rows.is_empty() {
            return Vec::new();
        }
        let count = match self.page.picked.by {
            By::Route => format::counted(rows.len(), "route misses", "routes miss"),
            By::Model => format::counted(
                rows.len(),
                "model that is eligible at no route misses",
                "models that are eligible at no route miss",
            ),
        };
        if pick.wish.unknown == Unknown::Exclude {
            return vec![Block::Paragraph(format!("{count} no need, but a fact is missing; left out.").into())];
        }
        let mut blocks = vec![Block::Paragraph(
            format!("{count} no need, but a fact that is asked for is missing or disputed, so nobody can tell.").into(),
        )];
        blocks.extend(self.list(rows, "undecided", true));
        let caption = match self.page.picked.by {
            By::Route => "Facts that are missing, of how many routes, and what would supply them.",
            By::Model => "Facts that are missing, of how many routes of all models, and what would supply them.",
        };
        let mut table = Table::new(
            caption,
            vec![Column::text("Missing"), Column::number("Routes"), Column::text("What would supply it")],
        );
        for (field, routes) in pick.missing() {
            let remedy = remedy_of(pick, &field);
            table.row(vec![Cell::new(&*label::field(&field)), Cell::new(routes.to_string()), Cell::new(remedy)]);
        }
        blocks.push(Block::Table(table));
        blocks
    }

    fn list(&mut self, rows: &[Row], what: &str, has_open: bool) -> Vec<Block> {
        let page = self.page;
        let (shown, rest) = rows.split_at(rows.len().min(PICKED_SHOWN));
        let each = page.titled("", ", each at its cheapest route");
        let caption = if rest.is_empty() {
            format!("{}{each}, cheapest first; prices per 1M tokens.", page.counted(shown, ""))
        } else {
            format!("The cheapest {} of {}{each}; prices per 1M tokens.", shown.len(), format::count(rows.len() as u64))
        };
        let mut table = Table::new(caption, self.columns(has_open));
        shown.iter().for_each(|row| table.row(self.row(row, has_open)));
        let mut blocks = vec![Block::Table(table)];
        if !rest.is_empty() {
            let summary = page.counted(rest, &format!("dearer {what}"));
            blocks.push(page.rest(summary, || vec![Block::Table(short_table(page, rest, "Continued.", "Open"))]));
        }
        blocks
    }

    fn columns(&self, has_open: bool) -> Vec<Column> {
        let mut columns = vec![
            Column::text("Route"),
            Column::number("A month"),
            Column::number("Input"),
            Column::number("Output"),
            Column::number("Context"),
        ];
        columns.extend(self.page.board().map(|board| Column::number(board.benchmark.name.clone())));
        columns.extend((self.page.picked.by == By::Model).then(|| Column::number("Other routes")));
        columns.extend(has_open.then(|| Column::text("Open")));
        columns
    }

    fn row(&mut self, Row { choice, more }: &Row, has_open: bool) -> Vec<Cell> {
        let page = self.page;
        let model = page.picked.models.get(&choice.route.model);
        let route = model.and_then(|model| model.route(&choice.route));
        let mut cells = vec![route_cell(choice)];
        match (route, &choice.bill) {
            (Some(route), Ok(bill)) => {
                cells.push(self.total(route, choice, bill));
                cells.push(self.rate(route, choice, bill, Meter::Input));
                cells.push(self.rate(route, choice, bill, Meter::Output));
                cells.push(self.fact(route, choice, &Field::Context));
            }
            _ => cells.extend([total_cell(choice), Cell::default(), Cell::default(), Cell::default()]),
        }
        if let Some(board) = page.board() {
            let standing = board.standings.iter().find(|standing| standing.model == choice.route.model);
            cells.push(standing.map_or_else(Cell::unknown, |standing| self.score(standing)));
        }
        cells.extend(
            (page.picked.by == By::Model).then(|| Cell::with_raw(format::count(*more as u64), more.to_string())),
        );
        cells.extend(has_open.then(|| Cell::new(page.open(&choice.judgements))));
        cells
    }

    /// The total, with the evidence of every rate in it.
    fn total(&mut self, route: &Route, choice: &Choice, bill: &Bill) -> Cell {
        let mut numbers = Vec::new();
        for line in &bill.lines {
            numbers.extend(self.cite_rate(route, choice, &line.key));
        }
        numbers.sort_unstable();
        numbers.dedup();
        let marks = self.ledger.marks(&numbers);
        Cell::with_raw(Inlines::value(names::total(bill.total), numbers).then(marks), bill.total.stated.to_string())
    }

    fn rate(&mut self, route: &Route, choice: &Choice, bill: &Bill, meter: Meter) -> Cell {
        let line = bill.lines.iter().find(|line| line.meter == meter);
        let stated = route.rate(meter, bill.tier).and_then(|rate| Some((rate.key.clone(), *rate.amount.value()?)));
        let found = line.map(|line| (line.key.clone(), line.rate.stated)).or(stated);
        let Some((key, amount)) = found else { return Cell::unknown() };
        self.cite_rate(route, choice, &key);
        Cell::with_raw(format::rate_amount(amount, meter.unit()), amount.to_string())
    }

    fn cite_rate(&mut self, route: &Route, choice: &Choice, key: &weigh_catalog::RateKey) -> Option<usize> {
        let (id, name) = (route.id.to_string(), self.page.route(choice));
        let about = About { subject: &id, name: &name, fresh_days: self.page.around.fresh_days(route) };
        self.ledger.cite_rate(about, route, key)
    }

    fn fact(&mut self, route: &Route, choice: &Choice, field: &Field) -> Cell {
        let fact = route.facts.get(field);
        let Some(tokens) = route.facts.value::<u64>(field) else { return Cell::unknown() };
        let (id, name) = (route.id.to_string(), self.page.route(choice));
        let about = About { subject: &id, name: &name, fresh_days: self.page.around.fresh_days(route) };
        let number: Option<usize> = self.ledger.cite(about, field, fact);
        let marks = self.ledger.marks(number.as_slice());
        Cell::with_raw(Inlines::text(format::short(tokens)).then(marks), tokens.to_string())
    }

    /// Each model at its cheapest eligible route against its best score.
    fn frontier(&mut self) -> Vec<Block> {
        let page = self.page;
        let (pick, Some(frontier)) = (&page.picked.pick, &page.picked.frontier) else { return Vec::new() };
        let benchmark = &frontier.board.benchmark;
        let missing = |words: String| vec![Block::Note(NoteKind::Missing, words.into())];
        let Some(is_higher_better) = benchmark.higher_is_better() else {
            return missing(format!("No source says whether more is better in {}.", benchmark.name));
        };
        if frontier.contenders.is_empty() {
            return missing(format!("No eligible model has a result in {}.", benchmark.name));
        }
        let caption = format!(
            "Eligible models that no other beats in both, cheapest first; {} of {} have a result in {}.",
            frontier.contenders.len(),
            frontier.models,
            benchmark.name
        );
        let columns = vec![Column::text("Route"), Column::number("A month"), Column::number(benchmark.name.clone())];
        let mut table = Table::new(caption, columns);
        for (place, standing) in frontier.best() {
            let Some(choice) = pick.eligible.get(*place) else { continue };
            let total =
                self.row(&Row { choice: Arc::clone(choice), more: 0 }, false).into_iter().nth(1).unwrap_or_default();
            table.row(vec![route_cell(choice), total, self.score(standing)]);
        }
        let mut blocks = vec![Block::Table(table)];
        if frontier.contenders.len() > 2 {
            blocks.push(Block::Chart(self.chart(frontier, is_higher_better)));
        }
        blocks
    }

    fn chart(&self, frontier: &Frontier, is_higher_better: bool) -> Chart {
        let (pick, benchmark) = (&self.page.picked.pick, &frontier.board.benchmark);
        let dots = frontier.contenders.iter().map(|(place, standing)| Dot {
            name: (self.page.name_of)(&standing.model),
            page: Page::Model(standing.model.to_string()),
            cost: pick.eligible.get(*place).and_then(|choice| choice.total()).unwrap_or(Usd::ZERO),
            score: standing.score,
        });
        let description = format!(
            "Cost of a month of {} input and {} output tokens at the cheapest eligible route against the best score in {}: {} on \
             the line of those that no other beats in both.",
            format::short(pick.wish.workload.input),
            format::short(pick.wish.workload.output),
            benchmark.name,
            format::counted(frontier.line.len(), "model is", "models are")
        );
        let data = Data::Scatter(Scatter {
            cost: "a month at the cheapest eligible route".to_owned(),
            score: benchmark.facts.value(&Field::ScoreUnit).unwrap_or_default(),
            is_higher_better,
            dots: dots.collect(),
            line: frontier.line.clone(),
        });
        Chart { id: "frontier-chart".to_owned(), title: format!("Price against {}", benchmark.name), description, data }
    }

    /// A model's best score on the board, with its evidence.
    fn score(&mut self, standing: &Standing) -> Cell {
        let (page, raw) = (self.page, standing.score.to_string());
        let words = format::score(standing.score);
        let (Some(model), Some(board)) = (page.picked.models.get(&standing.model), page.board()) else {
            return Cell::with_raw(words, raw);
        };
        let is_it = |result: &&BenchmarkResult| {
            result.benchmark == board.benchmark.id
                && result.settings == standing.settings
                && result.score() == Some(standing.score)
        };
        let Some(result) = model.results.iter().find(is_it) else { return Cell::with_raw(words, raw) };
        let settings = if result.settings.is_empty() {
            String::new()
        } else {
            format!(" ({})", label::settings(&result.settings))
        };
        let name = format!("{} in {}{settings}", (page.name_of)(&standing.model), board.benchmark.name);
        let id = format!("result {} {} {}", standing.model, result.benchmark, result.settings);
        let about = About::lasting(&id, &name);
        let number = self.ledger.cite(about, &Field::Score, result.facts.get(&Field::Score));
        let marks = self.ledger.marks(number.as_slice());
        Cell::with_raw(Inlines::value(words, number.into_iter().collect()).then(marks), raw)
    }
}

/// What would supply a missing fact of the routes that lack it.
fn remedy_of(pick: &Pick, field: &Field) -> &'static str {
    let all = pick.undecided.iter().chain(&pick.eligible).flat_map(|choice| &choice.judgements);
    let missing = all.filter_map(|judgement| match &judgement.outcome {
        Outcome::Undecided(missing) => missing.iter().find(|missing| missing.cite.field() == Some(field)),
        Outcome::Met | Outcome::Unmet(_) => None,
    });
    missing.map(|missing| remedy(missing.remedy)).next().unwrap_or_default()
}

fn route_cell(choice: &Choice) -> Cell {
    let id = choice.route.to_string();
    let target = Target::Page(Page::Model(choice.route.model.to_string()));
    Cell::with_raw(Inlines::new().link(id.clone(), target), id)
}

fn total_cell(choice: &Choice) -> Cell {
    match &choice.bill {
        Ok(bill) => Cell::with_raw(names::total(bill.total), bill.total.stated.to_string()),
        Err(_) => Cell::unknown(),
    }
}

/// A table without evidence, for tails; the last column says what is missed or missing.
fn short_table(page: PickPage, rows: &[Row], caption: &str, last: &str) -> Table {
    let columns = vec![Column::text("Route"), Column::number("A month"), Column::text(last)];
    let mut table = Table::new(caption, columns);
    for Row { choice, .. } in rows {
        table.row(vec![route_cell(choice), total_cell(choice), Cell::new(page.open(&choice.judgements))]);
    }
    table
}

fn relaxed(page: PickPage) -> Vec<Block> {
    let pick = &page.picked.pick;
    let Some(relaxed) = &pick.relaxed else { return Vec::new() };
    let Some(choice) = pick.choice(&relaxed.route) else { return Vec::new() };
    let missed = phrase::needs::missed(&|id| page.provider(id), &relaxed.shortfall);
    let compared = match relaxed.saves {
        Some(saves) => format!("{} less than the cheapest eligible route", format::total(saves)),
        None => "while nothing is eligible now".to_owned(),
    };
    let words = format!(
        "Without the need “{}”, {} would be the cheapest: {} a month, {compared} ({missed}).",
        demand_in_words(relaxed.demand),
        page.route(choice),
        choice.bill.as_ref().map_or_else(|_| format::total(relaxed.total), |bill| names::total(bill.total))
    );
    vec![Block::Paragraph(words.into())]
}

fn steps(pick: &Pick) -> Vec<Block> {
    if pick.steps.is_empty() {
        return Vec::new();
    }
    let columns = vec![
        Column::text("Need"),
        Column::number("Meet it"),
        Column::number("Do not"),
        Column::number("Undecided"),
        Column::number("Left"),
    ];
    let caption = format!(
        "Of {} on offer; left are those that surely meet it and all before.",
        format::counted(pick.considered, "route", "routes")
    );
    let mut table = Table::new(caption, columns);
    for step in &pick.steps {
        let count = |count: usize| Cell::with_raw(format::count(count as u64), count.to_string());
        table.row(vec![
            Cell::new(demand_in_words(step.demand)),
            count(step.met),
            count(step.unmet),
            count(step.undecided),
            count(step.left),
        ]);
    }
    vec![Block::Table(table)]
}

fn free(page: PickPage) -> Vec<Block> {
    let rows = page.picked.rows(pick::Standing::Free);
    if rows.is_empty() {
        return Vec::new();
    }
    let count = match page.picked.by {
        By::Route => format::counted(rows.len(), "route meets every need and is", "routes meet every need and are"),
        By::Model => format::counted(
            rows.len(),
            "model is eligible only at routes that are",
            "models are eligible only at routes that are",
        ),
    };
    let words = format!("{count} free, within limits that nobody states in numbers; none counts as the cheapest.");
    let table = || vec![Block::Table(short_table(page, rows, "By name.", "Open"))];
    vec![Block::Paragraph(words.into()), page.rest(page.counted(rows, "free"), table)]
}

fn unpriced(page: PickPage) -> Vec<Block> {
    let rows = page.picked.rows(pick::Standing::Unpriced);
    if rows.is_empty() {
        return Vec::new();
    }
    let table = || {
        let mut table = Table::new("By name.", vec![Column::text("Route"), Column::text("Why"), Column::text("Open")]);
        for Row { choice, .. } in rows {
            let Err(reason) = &choice.bill else { continue };
            let why = phrase::bill::no_rate(&place(page.around.reference, &choice.route), reason);
            table.row(vec![route_cell(choice), Cell::new(why), Cell::new(page.open(&choice.judgements))]);
        }
        vec![Block::Table(table)]
    };
    let words = match page.picked.by {
        By::Route => {
            let count = format::counted(rows.len(), "route misses", "routes miss");
            format!("{count} no need, but this traffic cannot be billed there.")
        }
        By::Model => {
            let count = format::counted(rows.len(), "other model misses", "other models miss");
            format!("{count} no need at some route, but this traffic cannot be billed there.")
        }
    };
    vec![Block::Paragraph(words.into()), page.rest(format!("{} without a bill", page.counted(rows, "")), table)]
}

fn excluded(page: PickPage) -> Vec<Block> {
    let rows = page.picked.rows(pick::Standing::Excluded);
    if rows.is_empty() {
        return Vec::new();
    }
    let is_near = |row: &&Row| row.choice.only_open().is_some() && row.choice.bill.is_ok();
    let near: Vec<Row> = rows.iter().filter(is_near).take(NEAR).cloned().collect();
    let mut blocks = Vec::new();
    if !near.is_empty() {
        blocks.push(Block::Table(short_table(page, &near, "The cheapest that miss one need only.", "Misses")));
    }
    let what = page.titled("what they miss", "what they miss at the route that misses least");
    let summary = format!("all {} with {what}", page.counted(rows, "excluded"));
    blocks.push(page.rest(summary, || vec![Block::Table(short_table(page, rows, "By cost.", "Misses"))]));
    blocks
}

#[cfg(test)]
mod tests;
