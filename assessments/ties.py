"""Units that share a rank, said in words (equal is equal: 1, 2, 2, 4)."""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _

from assessments.models import RunRow


def tie_words(rows: Sequence[RunRow]) -> dict[int, str]:
    """Participant id to how many units share its rank, in its cluster and over all; only those in a tie.

    A tie may reach over clusters: then the rank overall is shared by more units than the rank in the cluster.
    """
    ranked = [row for row in rows if row.rank_overall is not None]
    near = Counter((row.participant.cluster_id, row.rank_in_cluster) for row in ranked)
    far = Counter(row.rank_overall for row in ranked)
    found = {}
    for row in ranked:
        in_cluster, overall = near[row.participant.cluster_id, row.rank_in_cluster], far[row.rank_overall]
        words = []
        if in_cluster > 1:
            words.append(_("shares the rank in the cluster: %(count)s units") % {"count": in_cluster})
        if overall > 1:
            words.append(_("shares the rank overall: %(count)s units") % {"count": overall})
        if words:
            found[row.participant_id] = "; ".join(words)
    return found
