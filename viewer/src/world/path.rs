//! Ways on foot: straight where one can, else round what is in between.
//!
//! A way is proved by walking it with the walker's own body, so a ride never goes where steps could not.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use super::ground::{Body, BodyStep, Ground};

/// Side of a cell of the search, in metres.
const CELL_M: f64 = 0.5;
/// The search gives up after looking at so many cells.
const CELLS_MAX: usize = 12_000;
/// The highest rise or fall from one cell to the next, in metres.
const RISE_MAX_M: f64 = 0.45;
/// One stride of a proof.
const STRIDE_M: f64 = 0.25;
/// Near enough.
const THERE_M: f64 = 0.35;

/// The way from one place to another: feet after feet, each within reach of the one before. None if
/// there is none.
pub fn way(ground: &Ground, from_m: [f64; 3], to_m: [f64; 3]) -> Option<Vec<[f64; 3]>> {
    if let Some(straight) = proved(ground, from_m, to_m) {
        return Some(straight);
    }
    let corners = search(ground, from_m, to_m)?;
    smoothed(ground, from_m, &corners)
}

/// Walks straight on; the feet on the way if one arrives.
fn proved(ground: &Ground, from_m: [f64; 3], to_m: [f64; 3]) -> Option<Vec<[f64; 3]>> {
    let mut body = Body::at(from_m, ground);
    let mut feet = vec![body.feet_m];
    let strides = (flat_distance(from_m, to_m) / STRIDE_M * 1.3).ceil() as u32 + 4;
    for _ in 0..strides {
        let left = flat_distance(body.feet_m, to_m);
        if left < THERE_M.min(STRIDE_M) {
            break;
        }
        let share = STRIDE_M.min(left) / left;
        let [x_m, z_m] = [0, 2].map(|i| (to_m[i] - body.feet_m[i]) * share);
        let next = ground.step(body, BodyStep { x_m, z_m, seconds: 0.12 });
        // Sliding along a wall is no way: it would look like being dragged.
        if flat_distance(next.feet_m, to_m) > left - STRIDE_M.min(left) * 0.5 {
            return None;
        }
        body = next;
        feet.push(body.feet_m);
    }
    let there = flat_distance(body.feet_m, to_m) < THERE_M && (body.feet_m[1] - to_m[1]).abs() < 0.6;
    there.then_some(feet)
}

/// From corner to corner, each time to the farthest that can be walked to straight.
fn smoothed(ground: &Ground, from_m: [f64; 3], corners: &[[f64; 3]]) -> Option<Vec<[f64; 3]>> {
    let mut feet = vec![from_m];
    let mut reached = 0;
    while reached < corners.len() {
        let here = *feet.last()?;
        let mut step = corners.len() - reached;
        let leg = loop {
            if let Some(leg) = proved(ground, here, corners[reached + step - 1]) {
                break leg;
            }
            step /= 2;
            if step == 0 {
                return None;
            }
        };
        feet.extend(leg.into_iter().skip(1));
        reached += step;
    }
    Some(feet)
}

type Cell = (i32, i32);

/// A* over cells whose height is found when they are first looked at. The corners of the way, the goal
/// last.
fn search(ground: &Ground, from_m: [f64; 3], to_m: [f64; 3]) -> Option<Vec<[f64; 3]>> {
    let cell_of = |p: [f64; 3]| [0, 2].map(|i| ((p[i] - from_m[i]) / CELL_M).round() as i32);
    let [goal_x, goal_z] = cell_of(to_m);
    let goal = (goal_x, goal_z);
    let guess = |(x, z): Cell| f64::from(x - goal.0).hypot(f64::from(z - goal.1)) * CELL_M;
    let mut seen: HashMap<Cell, (f64, [f64; 3], Cell)> = HashMap::from([((0, 0), (0.0, from_m, (0, 0)))]);
    let mut open = BinaryHeap::from([(Reverse(whole_mm(guess((0, 0)))), (0, 0))]);
    while let Some((_, cell)) = open.pop() {
        if cell == goal {
            return Some(corners(&seen, goal, to_m));
        }
        if seen.len() > CELLS_MAX {
            return None;
        }
        let (cost, here, _) = seen[&cell];
        for (dx, dz) in NEIGHBOURS {
            let next = (cell.0 + dx, cell.1 + dz);
            let next_cost = cost + f64::from(dx).hypot(f64::from(dz)) * CELL_M;
            if seen.get(&next).is_some_and(|(known, ..)| *known <= next_cost) {
                continue;
            }
            let there = [from_m[0] + f64::from(next.0) * CELL_M, here[1], from_m[2] + f64::from(next.1) * CELL_M];
            if let Some(feet) = stand(ground, here, there) {
                seen.insert(next, (next_cost, feet, cell));
                open.push((Reverse(whole_mm(next_cost + guess(next))), next));
            }
        }
    }
    None
}

const NEIGHBOURS: [Cell; 8] = [(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1)];

/// Floats do not order; millimetres do.
fn whole_mm(metres: f64) -> u64 {
    (metres * 1000.0) as u64
}

/// Feet in the next cell, if one can stand there and get there from the last.
fn stand(ground: &Ground, here: [f64; 3], there: [f64; 3]) -> Option<[f64; 3]> {
    let hit = ground.below([there[0], here[1] + RISE_MAX_M + 0.3, there[2]], 2.0 * RISE_MAX_M + 0.6)?;
    let feet = hit.position_m;
    let level = (feet[1] - here[1]).abs() <= RISE_MAX_M && hit.normal[1] > 0.7;
    let between = [0, 1, 2].map(|i| f64::midpoint(here[i], feet[i]));
    (level && ground.inside(feet) == feet && ground.is_free(feet) && ground.is_free(between)).then_some(feet)
}

fn corners(seen: &HashMap<Cell, (f64, [f64; 3], Cell)>, goal: Cell, to_m: [f64; 3]) -> Vec<[f64; 3]> {
    let mut way = vec![to_m];
    let mut cell = goal;
    while cell != (0, 0) {
        let (_, feet, from) = seen[&cell];
        way.push(feet);
        cell = from;
    }
    way.reverse();
    way
}

fn flat_distance(a: [f64; 3], b: [f64; 3]) -> f64 {
    (a[0] - b[0]).hypot(a[2] - b[2])
}

#[cfg(test)]
mod tests {
    use super::super::ground::tests::{floor, ground, slab};
    use super::*;

    #[test]
    fn the_straight_way_is_taken_where_it_is_free() {
        let ground = ground(&[floor()]);
        let way = way(&ground, [-5.0, 0.0, 0.0], [5.0, 0.0, 1.0]).expect("the floor is empty");
        assert!(way.len() > 30 && flat_distance(way[way.len() - 1], [5.0, 0.0, 1.0]) < THERE_M);
        for feet in &way {
            assert!((feet[2] - (feet[0] + 5.0) * 0.1).abs() < 0.05, "{feet:?} of {way:?}");
        }
    }

    #[test]
    fn a_wall_is_walked_round_and_not_through() {
        let wall = slab("wall", [0.0, 0.0, -6.0], [0.3, 3.0, 4.0]);
        let ground = ground(&[floor(), wall]);
        let way = way(&ground, [-4.0, 0.0, 0.0], [4.0, 0.0, 0.0]).expect("round the end of the wall");
        assert!(flat_distance(way[way.len() - 1], [4.0, 0.0, 0.0]) < THERE_M);
        for feet in &way {
            let in_wall = (-0.2..0.5).contains(&feet[0]) && (-6.2..4.2).contains(&feet[2]);
            assert!(!in_wall, "{feet:?} is in the wall");
        }
        for pair in way.windows(2) {
            assert!(flat_distance(pair[0], pair[1]) < 0.6, "{pair:?} is a leap");
        }
    }

    #[test]
    fn there_is_no_way_into_a_closed_room() {
        let room = [
            slab("wall", [2.0, 0.0, -4.0], [2.3, 3.0, 4.0]),
            slab("wall", [8.0, 0.0, -4.0], [8.3, 3.0, 4.0]),
            slab("wall", [2.0, 0.0, -4.0], [8.3, 3.0, -3.7]),
            slab("wall", [2.0, 0.0, 3.7], [8.3, 3.0, 4.0]),
            floor(),
        ];
        assert!(way(&ground(&room), [-4.0, 0.0, 0.0], [5.0, 0.0, 0.0]).is_none());
    }
}
