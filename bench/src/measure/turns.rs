//! Rounds that alternate: A B C, C B A, and so on. What disturbs the machine for a while disturbs everybody who is
//! compared, and none is always the one that comes after another's work.

use std::time::Duration;

use super::Stage;
use crate::calm::Calm;
use crate::load::{Sample, Script};

/// Somebody whose rounds are compared with those of others.
pub struct Player<'a> {
    /// Whom the requests go to.
    pub stage: &'a Stage,
    /// Which requests.
    pub script: &'a Script,
    /// Over so many connections.
    pub connections: usize,
}

/// So many rounds of each, and how long they are.
#[derive(Clone, Copy)]
pub struct Turns {
    /// How many.
    pub rounds: usize,
    /// What is not counted at the beginning of each.
    pub warm_up: Duration,
    /// How long each is counted.
    pub time: Duration,
}

/// The rounds of each player as [`in_turn`] plays them; where these are too close to call, `more` times as many turns are played
/// as well, and all count.
pub async fn in_turn_and_more_if(
    too_close: impl Fn(&[Vec<Sample>]) -> bool,
    more: usize,
    players: &[Player<'_>],
    turns: Turns,
    calm: &Calm,
) -> Vec<Vec<Sample>> {
    let mut samples = in_turn(players, turns, calm).await;
    if too_close(&samples) {
        let turns = Turns { rounds: turns.rounds * more, ..turns };
        for (of_player, others) in samples.iter_mut().zip(in_turn(players, turns, calm).await) {
            of_player.extend(others);
        }
    }
    samples
}

/// The rounds of each player, in the order in which they were played: those at the same place are of one turn, which is
/// played again as a whole where it was disturbed.
pub async fn in_turn(players: &[Player<'_>], turns: Turns, calm: &Calm) -> Vec<Vec<Sample>> {
    let mut samples = vec![Vec::with_capacity(turns.rounds); players.len()];
    for round in 0..turns.rounds {
        let turn = calm.measure(async || one_turn(players, round, turns).await).await;
        for (of_player, sample) in samples.iter_mut().zip(turn) {
            of_player.push(sample);
        }
    }
    samples
}

/// One round of each player, as they are listed.
async fn one_turn(players: &[Player<'_>], round: usize, turns: Turns) -> Vec<Sample> {
    let mut samples = vec![Sample::default(); players.len()];
    for place in order(round, players.len()) {
        if let (Some(player), Some(sample)) = (players.get(place), samples.get_mut(place)) {
            *sample = player.stage.round(player.script, player.connections, turns.warm_up, turns.time).await;
        }
    }
    samples
}

fn order(round: usize, players: usize) -> Vec<usize> {
    let forward = 0..players;
    if round.is_multiple_of(2) { forward.collect() } else { forward.rev().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_second_round_goes_backwards() {
        assert_eq!([order(0, 3), order(1, 3), order(2, 3)], [[0, 1, 2], [2, 1, 0], [0, 1, 2]].map(Vec::from));
    }
}
