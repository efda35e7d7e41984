#include "ui/patients/duplicates_card.h"

#include "core/storage/database.h"
#include "ui/context/clinic_context.h"
#include "ui/patients/patient_words.h"
#include "ui/theme/painting.h"
#include "ui/widgets/background.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text_label.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int delayMs = 150; // while somebody types on

Result<QList<LikelyDuplicate>> search(const QString &path, const Patient &draft, const QDate &today)
{
    const auto database = TRY(Database::open(path, {false, true}));
    return likelyDuplicates(*database, draft, today);
}

} // namespace

DuplicatesCard::DuplicatesCard(ClinicContext &context, QWidget *parent)
    : Card(tr("Here already?"), parent), m_context(context)
{
    setObjectName(u"duplicates"_s);
    m_timer.setSingleShot(true);
    m_timer.setInterval(delayMs);
    connect(&m_timer, &QTimer::timeout, this, &DuplicatesCard::look);
    show({});
}

void DuplicatesCard::lookFor(const Patient &draft)
{
    m_draft = draft;
    m_timer.start();
}

void DuplicatesCard::look()
{
    const quint64 number = ++m_newest;
    runInBackground(
        this,
        [path = m_context.path(), draft = m_draft, today = m_context.today()] {
            return search(path, draft, today);
        },
        [this, number](const Result<QList<LikelyDuplicate>> &found) {
            if (number == m_newest && found)
                show(*found);
        });
}

void DuplicatesCard::show(const QList<LikelyDuplicate> &found)
{
    m_found = found;
    delete m_rows;
    m_rows = new QWidget;
    auto *column = new QVBoxLayout(m_rows);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (const LikelyDuplicate &duplicate : found)
        column->addWidget(row(duplicate));
    if (found.isEmpty()) {
        auto *nobody = new TextLabel(
            tr("Nobody like this yet. People with a like name, birth date, phone or ID number show up here."),
            TypeStyle::Small, &Tokens::text2);
        nobody->setWrapped(true);
        nobody->setContentsMargins(12, 10, 12, 10);
        column->addWidget(nobody);
    }
    body()->addWidget(m_rows);
    setNote(found.isEmpty() ? QString() : tr("%1 found").arg(found.size()));
}

QWidget *DuplicatesCard::row(const LikelyDuplicate &duplicate)
{
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(12, 8, 12, 8);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(1);
    texts->addWidget(new TextLabel(u"%1 · %2"_s.arg(listName(duplicate.patient),
                                                    ageWords(duplicate.patient.birthDate, m_context.today())),
                                   TypeStyle::BodyStrong));
    auto *detail = new TextLabel(lineDetail(duplicate.patient), TypeStyle::Small, &Tokens::text2);
    detail->setWrapped(true);
    texts->addWidget(detail);
    QStringList reasons;
    for (const DuplicateReason reason : duplicate.reasons)
        reasons << duplicateWords(reason);
    auto *why = new TextLabel(reasons.join(u", "_s), TypeStyle::Small, &Tokens::relativeText);
    why->setWrapped(true);
    texts->addWidget(why);
    line->addLayout(texts, 1);
    auto *open = new Button(tr("Open"));
    open->setSmall(true);
    open->setAccessibleName(tr("Open %1").arg(listName(duplicate.patient)));
    connect(open, &Button::clicked, this, [this, id = duplicate.patient.id] { Q_EMIT openRequested(id); });
    line->addWidget(open, 0, Qt::AlignTop);
    return row;
}

} // namespace dermis
