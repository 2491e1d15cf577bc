from random import Random

import pytest

from apps.scaling.simulator.clock import Clock
from apps.scaling.simulator.fleet import Conditions, Fleet
from apps.scaling.simulator.scalable_target import ScalableTarget
from celery_scale_to_zero.policy.alarms import Action
from celery_scale_to_zero.tests.alarm_fixtures import Queue

MORE = Action(adjustment="ChangeInCapacity", capacity=1)
LESS = Action(adjustment="ChangeInCapacity", capacity=-1)


def exactly(capacity: int) -> Action:
    return Action(adjustment="ExactCapacity", capacity=capacity)


class Service:
    def __init__(self, *, cooldown: float) -> None:
        self.clock = Clock()
        self.fleet = Fleet(
            clock=self.clock,
            conditions=Conditions(maximum=3, concurrency=1),
            random=Random(1),
            cold_starts=Random(1),
            changed=lambda: None,
            killed=lambda run: None,
        )
        self.target = ScalableTarget(
            fleet=self.fleet, clock=self.clock, queue=Queue(maximum=3), cooldown=cooldown
        )

    def desired_after(self, *actions: tuple[float, Action]) -> list[int]:
        desired = []
        for moment, action in actions:
            self.clock.now = moment
            self.target.act(action)
            desired.append(self.fleet.desired)
        return desired


@pytest.fixture
def service() -> Service:
    return Service(cooldown=300)


def test_target_stays_within_minimum_and_maximum() -> None:
    service = Service(cooldown=0)
    actions = [(0.0, LESS), *((float(moment), MORE) for moment in range(5)), (9.0, exactly(7))]
    assert service.desired_after(*actions) == [0, 1, 2, 3, 3, 3, 3]


def test_cooldown_blocks_the_same_step(service: Service) -> None:
    assert service.desired_after((0, MORE), (60, MORE), (299, MORE), (300, MORE)) == [1, 1, 1, 2]


def test_larger_step_acts_during_cooldown(service: Service) -> None:
    assert service.desired_after((0, exactly(1)), (60, exactly(3))) == [1, 3]


def test_scale_in_waits_for_the_cooldown(service: Service) -> None:
    actions = [(0.0, exactly(3)), (60.0, LESS), (120.0, LESS), (360.0, LESS)]
    assert service.desired_after(*actions) == [3, 2, 2, 1]
