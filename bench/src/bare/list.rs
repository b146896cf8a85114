use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use uuid::Uuid;

use super::Twin;
use super::answer::{ListJson, PageJson, TicketJson};
use super::caller::caller;
use super::database::Value;
use super::failure::Failure;
use super::now::millis;
use super::people::{BY_USERNAME, PersonRow};
use super::read::is_admin;
use super::tickets::{TicketView, priority_number, select_tickets_with_people, select_tickets_with_people_of_each};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ListQuery {
    status: Option<String>,
    priority: Option<String>,
    reporter: Option<String>,
    assignee: Option<String>,
    awaiting: Option<String>,
    created_after: Option<String>,
    created_before: Option<String>,
    title: Option<String>,
    q: Option<String>,
    sort: Option<String>,
    limit: Option<i64>,
    cursor: Option<String>,
}

pub(super) async fn list_tickets(
    twin: web::Data<Twin>,
    request: HttpRequest,
    query: web::Query<ListQuery>,
) -> Result<HttpResponse, Failure> {
    let caller = caller(&twin, &request).await?;
    let limit = query.limit.unwrap_or(20);
    let sort = Sort::parse(query.sort.as_deref().unwrap_or("-created_at")).ok_or(Failure::Refused)?;
    let wanted = usize::try_from(limit)?;
    let until = position_of_common_word(&twin, &caller, &query, &sort).await?;
    let (sql, values) = statement(&twin, &caller, &query, &sort, limit, until).await?;
    let mut rows = twin.pools.read_built::<TicketView>(sql, values).await?;
    if until.is_some() && rows.len() <= wanted {
        let (sql, values) = statement(&twin, &caller, &query, &sort, limit, None).await?;
        rows = twin.pools.read_built::<TicketView>(sql, values).await?;
    }
    let has_more = rows.len() > wanted;
    rows.truncate(wanted);
    let next_cursor = rows.last().filter(|_| has_more).map(|last| sort.cursor(last));
    let reads_notes = caller.role != "customer";
    let data = rows.into_iter().map(|row| TicketJson::of(row, reads_notes)).collect();
    Ok(HttpResponse::Ok().json(ListJson { data, page: PageJson { next_cursor, has_more } }))
}

impl ListQuery {
    /// As the program says it: then the limit stands in the text.
    fn is_in_one_index(&self, caller: &PersonRow, sort: &Sort) -> bool {
        let by_creation = self.created_after.is_some() || self.created_before.is_some();
        let by_word = [&self.status, &self.priority, &self.reporter, &self.assignee, &self.awaiting];
        let conditions = by_word.iter().filter(|word| word.is_some()).count();
        let is_searched = self.title.is_some() || self.q.is_some();
        match conditions + usize::from(by_creation) + usize::from(!is_admin(caller)) {
            _ if is_searched => false,
            0 => true,
            1 => sort.column == "created_at",
            _ => false,
        }
    }
}

struct Sort {
    column: &'static str,
    direction: &'static str,
}

impl Sort {
    fn parse(word: &str) -> Option<Self> {
        let (column, direction) = match word {
            "created_at" => ("created_at", "ASC"),
            "-created_at" => ("created_at", "DESC"),
            "updated_at" => ("updated_at", "ASC"),
            "-updated_at" => ("updated_at", "DESC"),
            "priority" => ("priority", "ASC"),
            "number" => ("number", "ASC"),
            _ => return None,
        };
        Some(Self { column, direction })
    }

    fn cursor(&self, last: &TicketView) -> String {
        let value = match self.column {
            "created_at" => last.created_at,
            "updated_at" => last.updated_at,
            "priority" => i64::from(last.priority),
            _ => last.number,
        };
        format!("{value}.{}", last.id)
    }
}

/// The conditions as they come, with their values.
struct Conditions {
    texts: Vec<String>,
    values: Vec<Value>,
}

impl Conditions {
    /// `text` has a `$` where each of the values goes.
    fn add(&mut self, text: &str, values: impl IntoIterator<Item = Value>) {
        let mut parts = text.split('$');
        let mut numbered = parts.next().unwrap_or_default().to_owned();
        for (part, value) in parts.zip(values) {
            self.values.push(value);
            numbered.push_str(&format!("${}{part}", self.values.len()));
        }
        self.texts.push(numbered);
    }
}

async fn statement(
    twin: &Twin,
    caller: &PersonRow,
    query: &ListQuery,
    sort: &Sort,
    limit: i64,
    until: Option<Position>,
) -> Result<(String, Vec<Value>), Failure> {
    let mut conditions = Conditions { texts: Vec::new(), values: Vec::new() };
    visible(&mut conditions, caller);
    fields(&mut conditions, query)?;
    people(&mut conditions, twin, query).await?;
    texts(&mut conditions, twin.pools.is_postgres() || until.is_some(), query);
    if let Some((value, id)) = until {
        let sign = if sort.direction == "DESC" { ">=" } else { "<=" };
        let until = format!(r#"("tickets"."{}", "tickets"."id") {sign} ($, $)"#, sort.column);
        conditions.add(&until, [Value::Long(value), Value::Id(id)]);
    }
    if let Some((value, id)) = query.cursor.as_deref().and_then(|cursor| cursor.split_once('.')) {
        let sign = if sort.direction == "DESC" { "<" } else { ">" };
        let after = format!(r#"("tickets"."{}", "tickets"."id") {sign} ($, $)"#, sort.column);
        conditions.add(&after, [Value::Long(value.parse()?), Value::Id(id.parse::<Uuid>()?)]);
    }
    let most = if twin.pools.is_postgres() && query.is_in_one_index(caller, sort) {
        (limit + 1).to_string()
    } else {
        conditions.values.push(Value::Long(limit + 1));
        format!("${}", conditions.values.len())
    };
    if conditions.texts.is_empty() {
        conditions.texts.push("TRUE".to_owned());
    }
    let Sort { column, direction } = sort;
    let end = format!(r#"ORDER BY "tickets"."{column}" {direction}, "tickets"."id" {direction} LIMIT {most}"#);
    let wanted = conditions.texts.join(" AND ");
    let wanted = if caller.role == "engineer" {
        conditions.values.push(Value::Id(caller.id));
        let half = |column, name| {
            let whose = format!(r#""tickets"."{column}" = ${}"#, conditions.values.len());
            let page = format!(r#"SELECT "tickets"."id" FROM "tickets" WHERE {whose} AND {wanted} {end}"#);
            format!(r#"SELECT "id" FROM ({page}) AS "{name}""#)
        };
        let (reported, assigned) = (half("reporter_id", "reported"), half("assignee_id", "assigned"));
        format!(r#""tickets"."id" IN ({reported} UNION ALL {assigned})"#)
    } else {
        wanted
    };
    let head =
        if twin.pools.is_postgres() { select_tickets_with_people_of_each!() } else { select_tickets_with_people!() };
    let sql = format!("{head}{wanted} {end}");
    Ok((sql, conditions.values))
}

/// What a customer sees; staff see more, see [`statement`].
fn visible(conditions: &mut Conditions, caller: &PersonRow) {
    if caller.role == "customer" {
        conditions.add(r#""tickets"."reporter_id" = $"#, [Value::Id(caller.id)]);
    }
}

fn fields(conditions: &mut Conditions, query: &ListQuery) -> Result<(), Failure> {
    if let Some(status) = &query.status {
        conditions.add(r#""tickets"."status" IN ($)"#, [Value::Text(status.clone())]);
    }
    if let Some(word) = &query.priority {
        let number = priority_number(word).ok_or(Failure::Refused)?;
        conditions.add(r#""tickets"."priority" IN ($)"#, [Value::Short(number)]);
    }
    if let Some(side) = &query.awaiting {
        conditions.add(r#""tickets"."awaiting" = $"#, [Value::Text(side.clone())]);
    }
    if let Some(at) = &query.created_after {
        conditions.add(r#""tickets"."created_at" > $"#, [time(at)?]);
    }
    if let Some(at) = &query.created_before {
        conditions.add(r#""tickets"."created_at" < $"#, [time(at)?]);
    }
    Ok(())
}

fn time(text: &str) -> Result<Value, Failure> {
    Ok(Value::Long(millis(OffsetDateTime::parse(text, &Rfc3339)?)))
}

async fn people(conditions: &mut Conditions, twin: &Twin, query: &ListQuery) -> Result<(), Failure> {
    if let Some(username) = &query.reporter {
        let person = named(twin, username).await?;
        conditions.add(r#""tickets"."reporter_id" IN ($)"#, [Value::Id(person)]);
    }
    match query.assignee.as_deref() {
        Some("none") => conditions.texts.push(r#""tickets"."assignee_id" IS NULL"#.to_owned()),
        Some(username) => {
            let person = named(twin, username).await?;
            conditions.add(r#""tickets"."assignee_id" IN ($)"#, [Value::Id(person)]);
        }
        None => {}
    }
    Ok(())
}

async fn named(twin: &Twin, username: &str) -> Result<Uuid, Failure> {
    let person = twin.pools.read::<PersonRow>(BY_USERNAME, vec![Value::Text(username.to_owned())]).await?.pop();
    Ok(person.ok_or(Failure::NotFound)?.id)
}

/// What is looked for needs no escaping: the measurements look for letters.
fn texts(conditions: &mut Conditions, row_by_row: bool, query: &ListQuery) {
    let title: &[&str] = &["title_folded"];
    let both: &[&str] = &["title_folded", "description_folded"];
    let searches = [(query.title.as_deref(), title), (query.q.as_deref(), both)];
    for (part, columns) in searches {
        let Some(part) = part.map(str::to_lowercase) else { continue };
        if row_by_row {
            let like: Vec<String> =
                columns.iter().map(|column| format!(r#""tickets"."{column}" LIKE $ ESCAPE '!'"#)).collect();
            let pattern = Value::Text(format!("%{part}%"));
            conditions.add(&format!("({})", like.join(" OR ")), vec![pattern; columns.len()]);
        } else {
            let phrase = phrase(columns, &part);
            let found = r#""tickets"."number" IN (SELECT "rowid" FROM "tickets_text" WHERE "tickets_text" MATCH $)"#;
            conditions.add(found, [Value::Text(phrase)]);
        }
    }
}

fn phrase(columns: &[&str], part: &str) -> String {
    format!("{{{}}} : \"{part}\"", columns.join(" "))
}

const COUNT_HITS: &str =
    r#"SELECT COUNT(*) FROM (SELECT "rowid" FROM "tickets_text" WHERE "tickets_text" MATCH $1 LIMIT $2) AS "hits""#;

/// How far the program looks at tickets one after the other, on SQLite: for words that stand in very many.
type Position = (i64, Uuid);

async fn position_of_common_word(
    twin: &Twin,
    caller: &PersonRow,
    query: &ListQuery,
    sort: &Sort,
) -> Result<Option<Position>, Failure> {
    let (part, columns): (_, &[&str]) = match (&query.q, &query.title) {
        _ if twin.pools.is_postgres() => return Ok(None),
        (Some(part), _) => (part, &["title_folded", "description_folded"]),
        (None, Some(part)) => (part, &["title_folded"]),
        (None, None) => return Ok(None),
    };
    let phrase = Value::Text(phrase(columns, &part.to_lowercase()));
    let hits = twin.pools.read::<(i64,)>(COUNT_HITS, vec![phrase, Value::Long(500)]).await?;
    if !is_admin(caller) || hits.first().is_none_or(|(hits,)| *hits < 500) {
        return Ok(None);
    }
    let Sort { column, direction } = sort;
    let position = format!(
        r#"SELECT "tickets"."{column}" AS "value", "tickets"."id" FROM "tickets" ORDER BY "tickets"."{column}" {direction}, "tickets"."id" {direction} LIMIT $1 OFFSET $2"#
    );
    let values = vec![Value::Long(1), Value::Long(20_000)];
    Ok(twin.pools.read_built::<Position>(position, values).await?.pop())
}
