#include "ui/settings/backup_section.h"

#include "core/access/permissions.h"
#include "core/access/practice.h"
#include "core/backup/proof_sheet.h"
#include "core/storage/database.h"
#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/printing/sheet_pane.h"
#include "ui/settings/backup_inside_view.h"
#include "ui/settings/backup_list_view.h"
#include "ui/settings/backup_nights_card.h"
#include "ui/settings/backup_places_card.h"
#include "ui/settings/backup_plan_card.h"
#include "ui/settings/backup_proof_card.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QStackedWidget>

namespace dermis {

namespace {

constexpr int twoColumnsFrom = 960;

QWidget *columnOf(const QList<QWidget *> &cards)
{
    auto *column = new QWidget;
    auto *rows = new QVBoxLayout(column);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(10);
    for (QWidget *card : cards)
        rows->addWidget(card);
    rows->addStretch(1);
    return column;
}

TextLabel *small(const QString &text)
{
    auto *label = new TextLabel(text, TypeStyle::Small, &Tokens::text2);
    label->setWrapped(true);
    return label;
}

} // namespace

BackupSection::BackupSection(ClinicContext &context, BackupRunner &runner,
                             std::shared_ptr<PrintServer> server, QWidget *parent)
    : SettingsSection(parent)
    , m_context(context)
    , m_views(new QStackedWidget)
    , m_proof(new BackupProofCard(context, runner))
    , m_places(new BackupPlacesCard(context))
    , m_plan(new BackupPlanCard(context))
    , m_nights(new BackupNightsCard(context))
    , m_inside(new BackupInsideView(context))
    , m_list(new BackupListView(context))
    , m_sheet(new SheetPane(context.prompter(), std::move(server)))
    , m_look(new Button(Icon::Eye, tr("Look inside a backup")))
    , m_restore(new Button(Icon::History, tr("Restore…"), ButtonKind::Danger))
    , m_keyWords(small({}))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_views);
    m_overview = makeOverview();
    for (QWidget *view : {m_overview, static_cast<QWidget *>(m_inside), static_cast<QWidget *>(m_list),
                          static_cast<QWidget *>(m_sheet)})
        m_views->addWidget(view);
    connect(m_proof, &BackupProofCard::printRequested, this, &BackupSection::printProof);
    connect(m_nights, &BackupNightsCard::listRequested, this, [this] {
        m_views->setCurrentWidget(m_list);
        m_list->open();
    });
    connect(m_inside, &BackupInsideView::restoreRequested, this, &BackupSection::restoreRequested);
    connect(m_inside, &BackupInsideView::closed, this, &BackupSection::showOverview);
    connect(m_list, &BackupListView::closed, this, &BackupSection::showOverview);
    connect(m_sheet, &SheetPane::closed, this, &BackupSection::showOverview);
}

void BackupSection::printProof(const Backup &backup)
{
    SheetToPrint sheet;
    sheet.title = tr("Print the proof of restore");
    sheet.explanation = tr("When the backup was restored and compared, what it holds, and its digest.");
    sheet.jobTitle = tr("Proof of restore");
    sheet.fileName = tr("Proof of restore.pdf");
    sheet.make = [path = m_context.path(), actor = m_context.actor(), now = m_context.now(),
                  backup]() -> Result<SheetContent> {
        const auto database = TRY(Database::open(path, {.readOnly = true}));
        return proofSheet(*database, actor, now, backup);
    };
    m_views->setCurrentWidget(m_sheet);
    m_sheet->open(sheet);
}

QWidget *BackupSection::makeOverview()
{
    auto *overview = new QWidget;
    m_columns = new QBoxLayout(QBoxLayout::LeftToRight, overview);
    m_columns->setContentsMargins(14, 10, 16, 16);
    m_columns->setSpacing(10);
    m_columns->addWidget(columnOf({m_proof, m_places}), 58);
    m_columns->addWidget(columnOf({m_plan, makeRestore(), makeRecoveryKey(), m_nights}), 47);
    return overview;
}

QWidget *BackupSection::makeRestore()
{
    const auto line = [](Button *button, const QString &text) {
        auto *row = new QHBoxLayout;
        row->setSpacing(12);
        row->addWidget(button, 0, Qt::AlignTop);
        row->addWidget(small(text), 1);
        return row;
    };
    auto *inner = new QWidget;
    auto *rows = new QVBoxLayout(inner);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(10);
    rows->addLayout(line(m_look, tr("Says what a backup holds, and compares. Nothing changes.")));
    rows->addLayout(line(m_restore, tr("Replaces the record. Needs the owner, and makes a backup first.")));
    auto *card = new Card(tr("Restore"));
    card->addPadded(inner);
    const auto open = [this](bool toRestore) {
        m_views->setCurrentWidget(m_inside);
        m_inside->open(toRestore);
    };
    connect(m_look, &Button::clicked, this, [open] { open(false); });
    connect(m_restore, &Button::clicked, this, [open] { open(true); });
    return card;
}

QWidget *BackupSection::makeRecoveryKey()
{
    auto *key = new Button(Icon::Key, tr("Recovery key…"));
    auto *inner = new QWidget;
    auto *rows = new QVBoxLayout(inner);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(10);
    rows->addWidget(m_keyWords);
    rows->addWidget(key, 0, Qt::AlignLeft);
    auto *card = new Card(tr("Recovery key"));
    card->addPadded(inner);
    connect(key, &Button::clicked, this, &BackupSection::recoveryKeyRequested);
    return card;
}

void BackupSection::showOverview()
{
    m_views->setCurrentWidget(m_overview);
    refresh();
    m_look->setFocus(Qt::OtherFocusReason);
}

void BackupSection::refresh()
{
    if (m_views->currentWidget() != m_overview)
        return;
    m_proof->refresh();
    m_places->refresh();
    m_plan->refresh();
    m_nights->refresh();
    m_restore->setVisible(may(m_context.actor().roles, Permission::Backup));
    const Practice details = practice(m_context.database()).value_or(Practice());
    const QString made = details.recoveryKeyMadeAt.isValid()
                             ? tr("Made on %1.").arg(momentWords(details.recoveryKeyMadeAt))
                             : tr("No key was made yet.");
    m_keyWords->setText(made + QLatin1Char(' ') +
                        tr("The key opens the clinic and its backups if every password is lost. Without it "
                           "nobody can, not even the makers of Dermis."));
}

void BackupSection::setRoom(int width)
{
    m_columns->setDirection(width < twoColumnsFrom ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

} // namespace dermis
