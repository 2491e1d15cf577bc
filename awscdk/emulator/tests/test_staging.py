"""Staging's life in an account: bootstrapped, deployed, looked at, visited, put to rest, updated,
destroyed. In this order, each on what the one before left."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from subprocess import CalledProcessError
from typing import Any

import boto3
import pytest
from botocore.signers import CloudFrontSigner
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from awscdk.emulator.deployment import Deployment
from awscdk.emulator.inventory import Inventory, changed, client, taken
from awscdk.emulator.running import ACCOUNT
from awscdk.emulator.stand_in import standing_in
from awscdk.emulator.visitor import Visitor
from awscdk.refusal import Refusal
from awscdk.rest import invoke
from awscdk.run_task import run_task
from awscdk.stacks.deploy_role import QUALIFIER
from config.headers import HEADERS
from config.topology import QUEUES, SERVICES
from local.aws import Aws

SITE = "https://staging.example.com"
IMAGE, NEXT_IMAGE = "registry.example.com/backend:1", "registry.example.com/backend:2"
EMAIL_URL = "smtp+tls://user:password@smtp.example.com:587"
WORKERS = ("worker-imports", "worker-heavy")
PRIVATE = f"{SITE}/media/private/statement.csv"


@pytest.fixture(scope="module")
def staging(aws: Aws) -> Deployment:
    return Deployment(aws=aws, environment="staging")


@pytest.fixture(scope="module")
def inventories() -> dict[str, Inventory]:
    """What the account had when."""
    return {}


@pytest.fixture(scope="module")
def visitor(aws: Aws) -> Visitor:
    return Visitor(port=aws.port)


@pytest.fixture(scope="module")
def backend() -> Iterator[int]:
    with standing_in() as port:
        yield port


def test_templates_are_written(staging: Deployment) -> None:
    staging.cdk.synthesize(image=IMAGE)


def test_parameters_are_prepared(staging: Deployment) -> None:
    said = staging.cdk.prepare(EMAIL_URL=EMAIL_URL)

    assert said.count(": written") == 5


def test_the_account_is_made_and_bootstrapped(
    staging: Deployment, inventories: dict[str, Inventory]
) -> None:
    staging.cdk.make_account()
    staging.cdk.bootstrap()

    attached = client("iam").list_attached_role_policies(
        RoleName=f"cdk-{QUALIFIER}-cfn-exec-role-{ACCOUNT}-us-east-1"
    )["AttachedPolicies"]
    assert [each["PolicyName"] for each in attached] == ["example-com-cloudformation"]
    inventories["empty"] = taken()


def test_it_is_deployed(staging: Deployment, inventories: dict[str, Inventory]) -> None:
    staging.cdk("deploy", "--require-approval", "never")

    deployed = taken()
    # Else the inventory would not see what a destruction leaves. The page is production's.
    made = changed(inventories["empty"], deployed)
    assert made.keys() == deployed.keys() - {"dashboards"}


def test_a_diff_sees_nothing(staging: Deployment) -> None:
    staging.cdk("diff", "--fail")


def test_services_run_what_the_topology_says(staging: Deployment) -> None:
    always_on = [entry for entry in SERVICES if entry.minimum]
    grouped = {"always-on": always_on} | {
        entry.name: [entry] for entry in SERVICES if not entry.minimum
    }

    assert staging.desired() == dict.fromkeys(grouped, 1)
    for service, entries in grouped.items():
        assert {
            each["name"]: each["command"]
            for each in staging.task_definition(service)["containerDefinitions"]
        } == {entry.name: entry.arguments(host="0.0.0.0", port=entry.port) for entry in entries}


def test_services_have_their_place(staging: Deployment) -> None:
    outputs = staging.outputs
    for service in staging.services().values():
        assert service["capacityProviderStrategy"] == [
            {"capacityProvider": "FARGATE_SPOT", "weight": 1}
        ]
        assert service["networkConfiguration"]["awsvpcConfiguration"] == {
            "subnets": outputs["TaskSubnets"].split(","),
            "securityGroups": [outputs["TaskSecurityGroup"]],
            "assignPublicIp": "ENABLED",
        }
        assert service["deploymentConfiguration"]["deploymentCircuitBreaker"] == {
            "enable": True,
            "rollback": True,
        }


def test_tasks_are_told_what_was_deployed(staging: Deployment) -> None:
    (container, *_) = staging.task_definition("worker-heavy")["containerDefinitions"]
    given = {each["name"]: each["value"] for each in container["environment"]}
    database = _database(staging)

    assert given["SITE_URL"] == SITE
    assert given["DATABASE_URL"].startswith(f"postgres://{database['Endpoint']}:5432/app?")
    assert given["DATABASE_SECRET_ARN"] == database["MasterUserSecret"]["SecretArn"]
    assert given["REDIS_URL"].startswith("rediss://")
    assert given["AWS_STORAGE_BUCKET_NAME"] == staging.outputs["AssetsBucket"]
    assert given["CLOUDFRONT_KEY_ID"] == _signing_key()["Id"]
    assert container["image"] == IMAGE


def test_tasks_find_their_secrets(staging: Deployment) -> None:
    (container, *_) = staging.task_definition("worker-heavy")["containerDefinitions"]
    found = {each["name"]: _secret(each["valueFrom"]) for each in container["secrets"]}

    assert found["EMAIL_URL"] == EMAIL_URL
    assert found["CLOUDFRONT_PRIVATE_KEY"].startswith("-----BEGIN PRIVATE KEY-----")
    drawn = [found[each] for each in ("SECRET_KEY", "CELERY_METRICS_TOKEN", "REDIS_PASSWORD")]
    assert all(len(each) == 64 and each.isalnum() for each in drawn)
    assert len({*drawn}) == 3


def test_the_stores_are_as_large_as_they_should_be(staging: Deployment) -> None:
    database = _database(staging)
    (cache,) = client("elasticache").describe_replication_groups()["ReplicationGroups"]

    assert database["ServerlessV2ScalingConfiguration"]["MinCapacity"] == 0
    assert database["ServerlessV2ScalingConfiguration"]["MaxCapacity"] == 2
    assert database["StorageEncrypted"]
    assert set(json.loads(_secret(database["MasterUserSecret"]["SecretArn"]))) >= {
        "username",
        "password",
    }
    assert cache["Engine"] == "valkey"
    assert cache["CacheNodeType"] == "cache.t4g.micro"
    assert cache["TransitEncryptionEnabled"]
    assert cache["AuthTokenEnabled"]


def test_only_neighbours_are_let_in(staging: Deployment) -> None:
    ids = {
        name: staging.security_group(description)["GroupId"]
        for name, description in {
            "balancer": "The load balancer: CloudFront asks it",
            "application": "Every task",
            "database": "Aurora: tasks connect",
            "cache": "Valkey: tasks connect",
        }.items()
    }
    names = {each: name for name, each in ids.items()}
    groups = client("ec2").describe_security_groups(GroupIds=[*ids.values()])["SecurityGroups"]
    let_in = {
        (names[group["GroupId"]], _source(rule, names), rule["FromPort"])
        for group in groups
        for rule in group["IpPermissions"]
    }
    let_out = {
        (names[group["GroupId"]], _source(rule, names), rule.get("FromPort"))
        for group in groups
        for rule in group["IpPermissionsEgress"]
    }

    ports = {entry.port for entry in SERVICES if entry.port}
    assert let_in == {
        ("balancer", "CloudFront", 443),
        *(("application", "balancer", port) for port in ports),
        ("database", "application", 5432),
        ("cache", "application", 6380),
    }
    # 255.255.255.255/32 is nobody: with no rule at all, EC2 lets everything out.
    assert let_out == {
        ("application", "0.0.0.0/0", None),
        *(("balancer", "application", port) for port in ports),
        ("database", "255.255.255.255/32", 252),
        ("cache", "255.255.255.255/32", 252),
    }


def test_workers_scale_by_the_alarms_of_their_queue(staging: Deployment) -> None:
    policies = client("application-autoscaling").describe_scaling_policies(ServiceNamespace="ecs")
    arns = {each["PolicyARN"]: each for each in policies["ScalingPolicies"]}
    acted_on = {
        (alarm["MetricName"], arns[action]["ResourceId"])
        for alarm in client("cloudwatch").describe_alarms()["MetricAlarms"]
        for action in alarm["AlarmActions"]
        if action in arns
    }
    targets = client("application-autoscaling").describe_scalable_targets(ServiceNamespace="ecs")

    scaled = [queue for queue in QUEUES if not queue.minimum]
    assert acted_on == {
        (queue.name, f"service/{staging.name}/worker-{queue.name}") for queue in scaled
    }
    assert {
        each["ResourceId"]: (each["MinCapacity"], each["MaxCapacity"])
        for each in targets["ScalableTargets"]
    } == {
        f"service/{staging.name}/worker-{queue.name}": (queue.minimum, queue.maximum)
        for queue in scaled
    }


def test_somebody_is_called(staging: Deployment) -> None:
    topics = {each["TopicArn"] for each in client("sns").list_topics()["Topics"]}
    subscribed = client("sns").list_subscriptions()["Subscriptions"]
    (budget,) = client("budgets").describe_budgets(AccountId=ACCOUNT)["Budgets"]
    alarms = [each for each in _own_alarms(staging) if {*each["AlarmActions"]} <= topics]

    assert len(alarms) == 9
    assert [(each["Protocol"], each["Endpoint"]) for each in subscribed] == [
        ("email", "operations@example.com")
    ]
    assert (budget["BudgetName"], budget["BudgetLimit"]["Amount"]) == (staging.name, "60")


def test_cloudfront_has_the_paths_of_the_topology(staging: Deployment) -> None:
    config = client("cloudfront").get_distribution_config(Id=staging.outputs["DistributionId"])
    distribution = config["DistributionConfig"]

    paths = [path for entry in SERVICES for path in entry.paths]
    assert distribution["Aliases"]["Items"] == ["staging.example.com"]
    assert [each["PathPattern"] for each in distribution["CacheBehaviors"]["Items"]] == [
        *(f"/{path}/*" for path in paths),
        "/static/*",
        "/media/private/*",
        "/media/*",
        "/wake",
    ]


def test_a_page_of_the_front_end_is_found(staging: Deployment, visitor: Visitor) -> None:
    site = boto3.resource("s3").Bucket(staging.outputs["SiteBucket"])
    site.put_object(Key="index.html", Body=b"<!doctype html>", ContentType="text/html")
    site.put_object(Key="assets/x.js", Body=b"'x'", ContentType="text/javascript")

    for path in ("/", "/statements/123", "/sign-in"):
        page = visitor.get(f"{SITE}{path}")
        assert (page.status, page.body) == (200, b"<!doctype html>"), path
    assert visitor.get(f"{SITE}/assets/x.js").body == b"'x'"
    assert visitor.get(f"https://{staging.outputs['DistributionDomain']}/").status == 200


def test_a_page_carries_the_headers_of_the_application(visitor: Visitor) -> None:
    headers = visitor.get(f"{SITE}/").headers

    assert HEADERS.items() <= dict(headers).items()
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_what_is_not_there_is_not_the_front_end(visitor: Visitor) -> None:
    for path in ("/assets/missing.js", "/static/missing.css", "/media/missing.png"):
        page = visitor.get(f"{SITE}{path}")
        assert page.status == 404, path
        assert b"<!doctype html>" not in page.body


def test_http_leads_to_https(visitor: Visitor) -> None:
    page = visitor.get("http://staging.example.com/statements/123")

    assert (page.status, page.headers["Location"]) == (301, f"{SITE}/statements/123")


def test_backend_paths_reach_the_load_balancer(
    staging: Deployment, visitor: Visitor, backend: int
) -> None:
    assert visitor.get(f"{SITE}/api/health-check/").status == 503

    _register(backend)
    for path in ("/api/health-check/?a=1", "/admin/", "/graphql/", "/ws/live/", "/flower/x"):
        page = visitor.get(f"{SITE}{path}")
        assert page.status == 200, path
        asked = json.loads(page.body)
        assert asked["path"] == path
        assert asked["headers"]["host"] == "staging.example.com"
        assert asked["headers"]["x-forwarded-proto"] == "https"


def test_a_backend_path_without_its_slash_is_sent_on(visitor: Visitor) -> None:
    page = visitor.get(f"{SITE}/admin")

    assert (page.status, page.headers["Location"]) == (301, "/admin/")


def test_the_load_balancer_answers_only_to_its_paths(staging: Deployment) -> None:
    balancers = client("elbv2").describe_load_balancers()["LoadBalancers"]
    (listener,) = client("elbv2").describe_listeners(
        LoadBalancerArn=balancers[0]["LoadBalancerArn"]
    )["Listeners"]

    assert [each["Scheme"] for each in balancers] == ["internal"]
    assert (listener["Port"], listener["Protocol"]) == (443, "HTTPS")
    assert listener["DefaultActions"][0]["FixedResponseConfig"]["StatusCode"] == "404"


def test_a_private_file_wants_a_signature(staging: Deployment, visitor: Visitor) -> None:
    assets = boto3.resource("s3").Bucket(staging.outputs["AssetsBucket"])
    assets.put_object(Key="media/private/statement.csv", Body=b"a,b", ContentType="text/csv")
    assets.put_object(Key="media/logo.png", Body=b"png", ContentType="image/png")
    signer = _signer(staging)

    assert visitor.get(f"{SITE}/media/logo.png").body == b"png"
    assert visitor.get(PRIVATE).status == 403
    for address in (PRIVATE, f"{PRIVATE}?response-content-disposition=attachment"):
        page = visitor.get(_signed(signer, address, minutes=5))
        assert (page.status, page.body) == (200, b"a,b")
    assert page.headers["Content-Disposition"] == "attachment"
    assert visitor.get(_signed(signer, PRIVATE, minutes=-1)).status == 403
    another = _signed(signer, PRIVATE, minutes=5).replace("statement", "another")
    assert visitor.get(another).status == 403
    assert visitor.get(_signed(signer, PRIVATE, minutes=5).replace("https", "http")).status == 403


def test_the_sweep_is_asked_for_every_minute(staging: Deployment, backend: int) -> None:
    """With its token, at the address that stands there. Nobody resolves that here, so the function
    is given the backend's for a moment."""
    schedule = _schedule(staging, "sweep")
    functions = client("lambda")
    name = schedule["Target"]["Arn"]
    deployed = functions.get_function_configuration(FunctionName=name)["Environment"]
    address = f"http://127.0.0.1:{backend}/api/celery-metrics/"
    moved = {"Variables": deployed["Variables"] | {"CELERY_METRICS_URL": address}}

    assert schedule["ScheduleExpression"] == "rate(1 minute)"
    assert deployed["Variables"]["CELERY_METRICS_URL"] == f"{SITE}/api/celery-metrics/"
    functions.update_function_configuration(FunctionName=name, Environment=moved)
    try:
        said = _invoke(schedule)
    finally:
        functions.update_function_configuration(FunctionName=name, Environment=deployed)
    assert said == {
        "path": "/api/celery-metrics/",
        "asked": {"celery_metrics_token": _secret(f"{staging.name}/CELERY_METRICS_TOKEN")},
    }


def test_it_does_not_rest_while_a_worker_is_up(staging: Deployment) -> None:
    assert _invoke(_schedule(staging, "sleep")) == {"asleep": False}

    assert staging.desired()["always-on"] == 1


def test_it_rests_once_no_worker_is_up(staging: Deployment) -> None:
    for worker in WORKERS:
        client("ecs").update_service(cluster=staging.name, service=worker, desiredCount=0)

    assert _invoke(_schedule(staging, "sleep")) == {"asleep": True}
    assert {*staging.desired().values()} == {0}
    assert not any(each["ActionsEnabled"] for each in _own_alarms(staging))


def test_its_address_wakes_it(staging: Deployment, visitor: Visitor) -> None:
    page = visitor.get(f"{SITE}/wake")

    assert (page.status, b"Waking up" in page.body) == (200, True)
    assert staging.desired() == {"always-on": 1, **dict.fromkeys(WORKERS, 0)}
    assert all(each["ActionsEnabled"] for each in _own_alarms(staging))
    page = visitor.get(f"{SITE}/wake")
    assert (page.status, page.headers["Location"]) == (303, "/")


def test_its_schedule_wakes_it(staging: Deployment) -> None:
    _invoke(_schedule(staging, "sleep"))
    assert {*staging.desired().values()} == {0}

    assert _invoke(_schedule(staging, "wake")) == {"awake": False}
    assert staging.desired()["always-on"] == 1
    assert _invoke(_schedule(staging, "wake")) == {"awake": True}


def test_a_person_puts_it_to_rest_and_wakes_it(staging: Deployment) -> None:
    assert json.loads(invoke(chosen=staging.application, do="sleep")) == {"asleep": True}
    invoke(chosen=staging.application, do="wake")
    assert staging.desired()["always-on"] == 1
    with pytest.raises(Refusal, match="'dance' is neither of sleep and wake"):
        invoke(chosen=staging.application, do="dance")


def test_a_management_command_runs_in_a_task_of_its_own(staging: Deployment) -> None:
    said: list[str] = []

    def hear(line: str) -> None:
        """And play the task, which nobody runs here: it writes a line, and ends."""
        said.append(line)
        if len(said) == 1:
            task = line.rpartition(" ")[2]
            _write(staging, task, "Applying accounts.0001")
            client("ecs").stop_task(cluster=staging.name, task=task, reason="ended")

    code = run_task(chosen=staging.application, command=["migrate"], say=hear, pause=0.1)

    assert (code, said[1:]) == (0, ["Applying accounts.0001"])
    (arn,) = client("ecs").list_tasks(
        cluster=staging.name, startedBy="run_task", desiredStatus="STOPPED"
    )["taskArns"]
    (task,) = client("ecs").describe_tasks(cluster=staging.name, tasks=[arn])["tasks"]
    (override,) = task["overrides"]["containerOverrides"]
    assert override == {"name": "management", "command": ["python", "manage.py", "migrate"]}


def test_what_is_not_deployed_runs_nothing(aws: Aws) -> None:
    production = Deployment(aws=aws, environment="production")
    with pytest.raises(Refusal, match="production-example-com-stack is not deployed"):
        run_task(chosen=production.application, command=["migrate"])
    with pytest.raises(Refusal, match="production-example-com never rests"):
        invoke(chosen=production.application, do="sleep")


def test_an_update_changes_the_image_and_nothing_else(staging: Deployment) -> None:
    before = taken()
    variables = staging.task_definition("always-on")["containerDefinitions"][0]["environment"]

    staging.cdk.synthesize(image=NEXT_IMAGE)
    with pytest.raises(CalledProcessError):
        staging.cdk("diff", "--fail")
    staging.cdk("deploy", "--require-approval", "never")

    assert changed(before, taken()).keys() == {"services", "task definitions"}
    for service in staging.services():
        for container in staging.task_definition(service)["containerDefinitions"]:
            assert container["image"] == NEXT_IMAGE
    # Workers that scaled to zero stay there, and no variable became empty.
    assert staging.desired() == {"always-on": 1, **dict.fromkeys(WORKERS, 0)}
    (container, *_) = staging.task_definition("always-on")["containerDefinitions"]
    assert container["environment"] == variables


def test_preparing_again_changes_nothing(staging: Deployment) -> None:
    said = staging.cdk.prepare()

    assert said.count(": there already") == 5
    assert "written" not in said
    assert "changed" not in said


def test_nothing_of_it_is_left_when_it_is_destroyed(
    staging: Deployment, inventories: dict[str, Inventory]
) -> None:
    staging.empty_buckets()

    staging.cdk("destroy", "--force")

    assert changed(inventories["empty"], taken()) == {}


def _write(staging: Deployment, task: str, line: str) -> None:
    where = {
        "logGroupName": f"/{staging.name}/backend",
        "logStreamName": f"management/management/{task}",
    }
    logs = client("logs")
    logs.create_log_stream(**where)
    now = int(datetime.now(UTC).timestamp() * 1000)
    logs.put_log_events(**where, logEvents=[{"timestamp": now, "message": line}])


def _database(staging: Deployment) -> Any:
    (found,) = client("rds").describe_db_clusters(DBClusterIdentifier=staging.name)["DBClusters"]
    return found


def _signing_key() -> Any:
    (found,) = client("cloudfront").list_public_keys()["PublicKeyList"]["Items"]
    return found


def _secret(reference: str) -> str:
    """As ECS reads it, from either of the two places."""
    if ":parameter/" in reference:
        name = reference.partition(":parameter")[2]
        value: str = client("ssm").get_parameter(Name=name, WithDecryption=True)["Parameter"][
            "Value"
        ]
        return value
    secret: str = client("secretsmanager").get_secret_value(SecretId=reference)["SecretString"]
    return secret


def _source(rule: Any, names: dict[str, str]) -> str:
    """Who stands at the other end of a rule."""
    for prefix_list in rule["PrefixListIds"]:
        (found,) = client("ec2").describe_managed_prefix_lists(
            PrefixListIds=[prefix_list["PrefixListId"]]
        )["PrefixLists"]
        assert found["PrefixListName"] == "com.amazonaws.global.cloudfront.origin-facing"
        return "CloudFront"
    for pair in rule["UserIdGroupPairs"]:
        return names[pair["GroupId"]]
    address: str = rule["IpRanges"][0]["CidrIp"]
    return address


def _own_alarms(staging: Deployment) -> list[Any]:
    found = client("cloudwatch").describe_alarms(AlarmNamePrefix=f"{staging.name}: ")
    alarms: list[Any] = found["MetricAlarms"]
    return alarms


def _register(port: int) -> None:
    """As a target beside the tasks, which have no address here."""
    for group in client("elbv2").describe_target_groups()["TargetGroups"]:
        client("elbv2").register_targets(
            TargetGroupArn=group["TargetGroupArn"], Targets=[{"Id": "127.0.0.1", "Port": port}]
        )


def _signer(staging: Deployment) -> CloudFrontSigner:
    """With the key that the backend has, as the backend does it."""
    key = load_pem_private_key(
        _secret(f":parameter/{staging.name}/CLOUDFRONT_PRIVATE_KEY").encode(), password=None
    )
    assert isinstance(key, RSAPrivateKey)
    return CloudFrontSigner(
        _signing_key()["Id"],
        lambda message: key.sign(message, PKCS1v15(), SHA1()),  # noqa: S303
    )


def _signed(signer: CloudFrontSigner, address: str, *, minutes: int) -> str:
    until = datetime.now(UTC) + timedelta(minutes=minutes)
    return signer.generate_presigned_url(address, date_less_than=until)


def _schedule(staging: Deployment, name: str) -> Any:
    return client("scheduler").get_schedule(Name=f"{staging.name}-{name}")


def _invoke(schedule: Any) -> Any:
    """What the scheduler does when it is time."""
    target = schedule["Target"]
    answer = client("lambda").invoke(
        FunctionName=target["Arn"], Payload=target.get("Input", "{}").encode()
    )
    said = json.load(answer["Payload"])
    assert "FunctionError" not in answer, said
    return said
