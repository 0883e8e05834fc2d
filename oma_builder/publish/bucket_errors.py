"""What is said when S3, or the way to it, refuses."""

from collections.abc import Iterator
from contextlib import contextmanager

from oma_builder.problems import BuildError, ExitCode

WHOLE = "ce qui est en ligne se lit toujours ; relancez la commande : l’envoi reprendra où il s’est arrêté"
_RIGHTS = (
    "vérifiez AWS_ACCESS_KEY_ID et AWS_SECRET_ACCESS_KEY ; la clé doit permettre s3:ListBucket, s3:GetObject, "
    "s3:PutObject et s3:DeleteObject"
)
_REGION = "donnez la région de ce bucket dans AWS_REGION, et l’adresse de l’hébergeur avec --endpoint-url"
_REFUSALS = {
    "NoSuchBucket": ("ce bucket n’existe pas", "vérifiez son nom, ou créez-le chez l’hébergeur", ExitCode.USAGE),
    "AccessDenied": ("l’accès est refusé", _RIGHTS, ExitCode.ENVIRONMENT),
    "403": ("l’accès est refusé", _RIGHTS, ExitCode.ENVIRONMENT),
    "InvalidAccessKeyId": ("l’hébergeur ne connaît pas cette clé", _RIGHTS, ExitCode.ENVIRONMENT),
    "SignatureDoesNotMatch": ("la clé secrète n’est pas la bonne", _RIGHTS, ExitCode.ENVIRONMENT),
    "ExpiredToken": ("cette clé n’est plus valable", "demandez-en une nouvelle à l’hébergeur", ExitCode.ENVIRONMENT),
    "RequestTimeTooSkewed": ("l’horloge de cet ordinateur est fausse", "mettez-la à l’heure", ExitCode.ENVIRONMENT),
    "PermanentRedirect": ("ce bucket est dans une autre région", _REGION, ExitCode.USAGE),
    "AuthorizationHeaderMalformed": ("ce bucket est dans une autre région", _REGION, ExitCode.USAGE),
    "IllegalLocationConstraintException": ("ce bucket est dans une autre région", _REGION, ExitCode.USAGE),
    "BadDigest": ("un fichier est arrivé abîmé, et a été refusé", WHOLE, ExitCode.ENVIRONMENT),
    "NotImplemented": (
        "cet hébergeur ne sait pas écrire sous condition, ce qu’il faut pour ne pas publier à deux en même temps",
        "choisissez-en un qui le sait : Amazon S3, MinIO, Cloudflare R2…",
        ExitCode.USAGE,
    ),
}
_KEYS = "il manque les clés de l’hébergeur"
_GIVE_KEYS = "donnez-les dans AWS_ACCESS_KEY_ID et AWS_SECRET_ACCESS_KEY, ou nommez un profil dans AWS_PROFILE"


class Unmet(Exception):  # noqa: N818 - no error: the answer to a request that asked under a condition
    """The object is not as the condition of a request says: absent, or still what it was."""


@contextmanager
def told(address: str) -> Iterator[None]:
    """Turn what boto3 raises in the block into a `BuildError` about this address, or `Unmet`."""
    from botocore import exceptions as boto

    try:
        yield
    except boto.ClientError as error:
        raise _refused(error.response, address) from error
    except (boto.NoCredentialsError, boto.PartialCredentialsError, boto.CredentialRetrievalError) as error:
        raise BuildError(_KEYS, _GIVE_KEYS) from error
    except boto.ProfileNotFound as error:
        message = f"ce profil n’existe pas sur cet ordinateur : {error.kwargs['profile']}"
        raise BuildError(message, "corrigez AWS_PROFILE, ou donnez les clés elles-mêmes") from error
    except (boto.ParamValidationError, boto.InvalidRegionError, ValueError) as error:
        message = f"{address} ou l’adresse de l’hébergeur est mal écrite : {error}"
        raise BuildError(message, "vérifiez la destination, --endpoint-url et AWS_REGION", ExitCode.USAGE) from error
    except boto.BotoCoreError as error:
        raise BuildError(f"l’hébergeur de {address} ne répond pas, ou la connexion est coupée", WHOLE) from error


def _refused(answer: dict[str, dict[str, str]], address: str) -> Exception:
    code = answer["Error"].get("Code", "")
    if code in ("PreconditionFailed", "412", "ConditionalRequestConflict", "NoSuchKey", "404"):
        return Unmet(code)
    unknown = (f"réponse inattendue ({code}) : {answer['Error'].get('Message', '')}", WHOLE, ExitCode.ENVIRONMENT)
    why, hint, exit_code = _REFUSALS.get(code, unknown)
    return BuildError(f"{address} : {why}", hint, exit_code)
