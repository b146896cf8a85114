use std::collections::BTreeMap;

use super::known::Known;
use crate::people::{By, Person, PersonRecord};
use crate::ports::StorageError;
use crate::transfer::{Fault, Record, RecordKind, WholePerson};
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, Transfer, UseCases};

/// What became of the records of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportFigures {
    /// Stored; in a dry run: what would be.
    pub made: BTreeMap<RecordKind, u64>,
    /// There already, and left as they are.
    pub left: BTreeMap<RecordKind, u64>,
    /// Refused.
    pub refused: u64,
}

/// A record that is refused, by its place in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The line, from 1.
    pub line: u64,
    /// Why.
    pub fault: Fault,
}

/// An import that takes records batch by batch, in the order of their file. Each batch is stored together.
pub struct Import {
    desk: UseCases,
    is_dry: bool,
    /// What a dry run would have stored so far; else it is looked up.
    known: Known,
    figures: ImportFigures,
}

/// What is to become of a record.
enum Verdict {
    Made,
    Left,
    Refused(Fault),
}

impl Transfer<'_> {
    /// Begins an import, for an operator of the desk. A dry run stores nothing.
    #[must_use]
    pub fn import(self, dry_run: bool) -> Import {
        let (known, figures) = (Known::default(), ImportFigures::default());
        Import { desk: self.desk.clone(), is_dry: dry_run, known, figures }
    }
}

impl Import {
    /// Takes some records, each with its line, and says which are refused. Of those nothing is stored.
    ///
    /// # Errors
    /// [`Error::Storage`]; nothing of these records is stored then.
    pub async fn take(&mut self, batch: Vec<(u64, Record)>) -> Result<Vec<Refused>, Error> {
        let batch: Vec<_> = batch.into_iter().map(|(line, record)| (line, self.prepared(record))).collect();
        let verdicts = match self.carry_out(&batch).await {
            Err(Error::Storage(StorageError::AlreadyExists(_))) => self.one_by_one(&batch).await?,
            verdicts => verdicts?,
        };
        Ok(self.count(batch, verdicts))
    }

    /// Ends the import: puts what it brought in order.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn finish(self) -> Result<ImportFigures, Error> {
        if !self.is_dry && !self.figures.made.is_empty() {
            let sorting = self
                .desk
                .in_transaction(By::System, |tx| Box::pin(async { Ok(tx.uow.transfer().sort_added_events().await?) }));
            sorting.await?;
        }
        Ok(self.figures)
    }

    /// Counts a line that is no record at all.
    pub const fn note_unreadable(&mut self) {
        self.figures.refused += 1;
    }

    /// The record with a hash that the desk can use, if it passes the checks that need no store.
    fn prepared(&self, record: Record) -> Result<Record, Fault> {
        let record = match record {
            Record::Person(whole) => Record::Person(Box::new(self.with_own_hash(*whole)?)),
            record => record,
        };
        record.check().map(|()| record)
    }

    fn with_own_hash(&self, whole: WholePerson) -> Result<WholePerson, Fault> {
        let Some(hash) = &whole.person.password else { return Ok(whole) };
        let hash = self.desk.ports.passwords.import_hash(hash.as_str());
        let password = Some(hash.map_err(|reason| Fault::Value("password_hash", reason))?);
        let record = PersonRecord { password, ..PersonRecord::clone(&whole.person) };
        Ok(WholePerson { person: Person::restore(record), ..whole })
    }

    async fn carry_out(&self, batch: &[(u64, Result<Record, Fault>)]) -> Result<Vec<Verdict>, Error> {
        let carrying_out = self.desk.in_transaction(By::System, |tx| {
            Box::pin(async {
                let (verdicts, made) = tx.judge(batch, self.known.clone()).await?;
                if !self.is_dry {
                    tx.store_records(&made).await?;
                }
                Ok(verdicts)
            })
        });
        carrying_out.await
    }

    /// For a batch with an id that is taken: the others are stored, and that one is refused.
    async fn one_by_one(&self, batch: &[(u64, Result<Record, Fault>)]) -> Result<Vec<Verdict>, Error> {
        let mut verdicts = Vec::new();
        for one in batch.chunks(1) {
            match self.carry_out(one).await {
                Err(Error::Storage(StorageError::AlreadyExists(_))) => verdicts.push(Verdict::Refused(Fault::IdTaken)),
                verdict => verdicts.extend(verdict?),
            }
        }
        Ok(verdicts)
    }

    fn count(&mut self, batch: Vec<(u64, Result<Record, Fault>)>, verdicts: Vec<Verdict>) -> Vec<Refused> {
        let mut refused = Vec::new();
        for ((line, record), verdict) in batch.into_iter().zip(verdicts) {
            let kind = record.as_ref().ok().and_then(Record::kind);
            match verdict {
                Verdict::Refused(fault) => {
                    self.figures.refused += 1;
                    refused.push(Refused { line, fault });
                }
                Verdict::Made => {
                    if let (true, Ok(record)) = (self.is_dry, &record) {
                        self.known.add(record);
                    }
                    kind.into_iter().for_each(|kind| *self.figures.made.entry(kind).or_default() += 1);
                }
                Verdict::Left => {
                    kind.into_iter().for_each(|kind| *self.figures.left.entry(kind).or_default() += 1);
                }
            }
        }
        refused
    }
}

impl TxContext<'_> {
    /// Says what is to become of each record, and which are to be stored.
    async fn judge<'r>(
        &mut self,
        batch: &'r [(u64, Result<Record, Fault>)],
        mut known: Known,
    ) -> Result<(Vec<Verdict>, Vec<&'r Record>), Error> {
        let valid: Vec<&Record> = batch.iter().filter_map(|(_, record)| record.as_ref().ok()).collect();
        // The order of locks, and the one lock on which imports wait for each other.
        self.uow.workload().lock_engineers().await?;
        self.know(&valid, &mut known).await?;
        let (mut verdicts, mut made) = (Vec::new(), Vec::new());
        for (_, record) in batch {
            let verdict = match record {
                Err(fault) => Verdict::Refused(fault.clone()),
                Ok(record) if known.has(record) => Verdict::Left,
                Ok(record) => known.check(record).map_or_else(Verdict::Refused, |()| {
                    known.add(record);
                    made.push(record);
                    Verdict::Made
                }),
            };
            verdicts.push(verdict);
        }
        Ok((verdicts, made))
    }
}
