#include "ui/settings/backup_places_card.h"

#include "core/access/permissions.h"
#include "core/backup/backup_list.h"
#include "core/storage/database.h"
#include "ui/context/backup_words.h"
#include "ui/context/clinic_context.h"
#include "ui/theme/painting.h"
#include "ui/widgets/background.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/prompter.h"
#include "ui/widgets/severity_tag.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QFormLayout>
#include <QLineEdit>
#include <QStorageInfo>

namespace dermis {

namespace {

/// One place between two lines.
class PlaceRow : public QWidget
{
public:
    PlaceRow(Icon icon) : m_icon(icon) {}

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paintLowerLine(painter, rect(), tokens().line);
        paintIcon(painter, m_icon, QRectF(16, (height() - 18) / 2.0, 18, 18), tokens().text);
    }

private:
    Icon m_icon;
};

/// Whether it is here and with how much room: asks the disk, which may take long to answer.
QString hereWords(const BackupPlace &place)
{
    if (!place.isThere())
        return BackupPlacesCard::tr("not here now");
    return BackupPlacesCard::tr("here now, %1 free").arg(sizeWords(QStorageInfo(place.path).bytesAvailable()));
}

/// Where it is, in words: here with so much room, or elsewhere and with whom.
QString whereWords(const BackupPlace &place, const QString &here)
{
    return place.note.isEmpty() ? here : BackupPlacesCard::tr("%1, %2").arg(here, place.note);
}

QString copiedWords(const QList<Backup> &backups, const BackupPlace &place, const QDate &today)
{
    for (const Backup &backup : backups) {
        if (backup.place == place.path && !backup.removedAt.isValid())
            return BackupPlacesCard::tr("copied %1").arg(sinceWords(backup.provenAt, today));
    }
    return {};
}

} // namespace

BackupPlacesCard::BackupPlacesCard(ClinicContext &context, QWidget *parent)
    : Card(tr("Where copies go"), parent)
    , m_context(context)
    , m_add(new Button(tr("Add a place"), ButtonKind::Link))
    , m_list(new QWidget)
    , m_form(nullptr)
    , m_banner(new ErrorBanner)
    , m_name(new QLineEdit)
    , m_folder(new QLineEdit)
    , m_note(new QLineEdit)
    , m_retire(new Button(tr("Take away"), ButtonKind::Danger))
{
    m_form = makeForm();
    addHeaderWidget(m_add);
    m_add->setWrites();
    m_retire->setWrites();
    auto *rows = new QVBoxLayout(m_list);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    body()->addWidget(m_list);
    body()->addWidget(m_form);
    m_form->hide();
    connect(m_add, &Button::clicked, this, [this] { open({}); });
}

QWidget *BackupPlacesCard::makeForm()
{
    m_name->setPlaceholderText(tr("USB disk “Clinic A”"));
    m_note->setPlaceholderText(tr("who takes it home, or where it stands"));
    auto *choose = new Button(Icon::Folder, tr("Choose…"));
    auto *folder = new QHBoxLayout;
    folder->setSpacing(8);
    folder->addWidget(m_folder, 1);
    folder->addWidget(choose);
    auto *fields = new QFormLayout;
    fields->setHorizontalSpacing(12);
    fields->setVerticalSpacing(8);
    fields->addRow(tr("&Name"), m_name);
    auto *folderLabel = new QLabel(tr("&Folder"));
    folderLabel->setBuddy(m_folder);
    fields->addRow(folderLabel, folder);
    fields->addRow(tr("N&ote"), m_note);
    auto *keepButton = new Button(Icon::Check, tr("Keep the place"));
    keepButton->setWrites();
    auto *cancel = new Button(tr("Cancel"), ButtonKind::Link);
    auto *acts = new QHBoxLayout;
    acts->setSpacing(8);
    acts->addWidget(keepButton);
    acts->addWidget(cancel);
    acts->addStretch();
    acts->addWidget(m_retire);
    auto *form = new QWidget;
    auto *rows = new QVBoxLayout(form);
    rows->setContentsMargins(12, 12, 12, 12);
    rows->setSpacing(10);
    rows->addLayout(fields);
    rows->addWidget(m_banner);
    rows->addLayout(acts);
    connect(choose, &Button::clicked, this, &BackupPlacesCard::chooseFolder);
    connect(keepButton, &Button::clicked, this, &BackupPlacesCard::keep);
    connect(cancel, &Button::clicked, this, &BackupPlacesCard::close);
    connect(m_retire, &Button::clicked, this, &BackupPlacesCard::retire);
    for (QLineEdit *field : {m_name, m_folder, m_note})
        connect(field, &QLineEdit::returnPressed, keepButton, &Button::click);
    return form;
}

void BackupPlacesCard::refresh()
{
    m_add->setVisible(may(m_context.actor().roles, Permission::Backup) && m_form->isHidden());
    if (m_form->isHidden())
        showPlaces();
}

/// A disk that sleeps or is gone must not hold the window up: the rows say what was seen last, then what is seen.
void BackupPlacesCard::showPlaces()
{
    const QList<BackupPlace> places = backupPlaces(m_context.database()).value_or(QList<BackupPlace>());
    showRows(places);
    const auto look = [places] {
        QHash<QString, QString> here;
        for (const BackupPlace &place : places)
            here.insert(place.path, hereWords(place));
        return here;
    };
    runInBackground(this, look, [this](const QHash<QString, QString> &here) {
        m_here = here;
        for (const auto &[place, label] : m_where)
            label->setText(whereWords(place, here.value(place.path, tr("looking for it"))));
    });
}

/// Rows are made anew only when they say something else, so that a refresh leaves the keyboard where it is.
void BackupPlacesCard::showRows(const QList<BackupPlace> &places)
{
    const bool mayChange = may(m_context.actor().roles, Permission::Backup);
    const QList<Backup> backups = allBackups(m_context.database()).value_or(QList<Backup>());
    QStringList said{QString::number(mayChange)};
    for (const BackupPlace &place : places)
        said << place.name << place.path << place.note << copiedWords(backups, place, m_context.today());
    if (said == m_said)
        return;
    m_said = said;
    m_where.clear();
    while (QLayoutItem *item = m_list->layout()->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const BackupPlace &place : places)
        m_list->layout()->addWidget(
            makeRow(place, copiedWords(backups, place, m_context.today()), mayChange));
    auto *advice = new TextLabel(
        places.isEmpty() ? tr("No places yet. A disk that is taken home keeps one copy outside the building.")
                         : tr("A place whose disk is elsewhere is left out. Swap disks now and then, so that "
                              "one copy is always outside the building."),
        TypeStyle::Small, &Tokens::text2);
    advice->setWrapped(true);
    advice->setContentsMargins(16, 8, 16, 10);
    m_list->layout()->addWidget(advice);
}

QWidget *BackupPlacesCard::makeRow(const BackupPlace &place, const QString &copied, bool mayChange)
{
    const bool isDisk = place.path.startsWith(QLatin1String("/media/")) ||
                        place.path.startsWith(QLatin1String("/run/media/"));
    auto *row = new PlaceRow(isDisk ? Icon::Usb : Icon::Folder);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(46, 5, 12, 6);
    line->setSpacing(10);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(0);
    auto *name = new TextLabel(place.name, TypeStyle::BodyStrong);
    name->setToolTip(place.path);
    texts->addWidget(name);
    auto *where = new TextLabel(whereWords(place, m_here.value(place.path, tr("looking for it"))), TypeStyle::Small, &Tokens::text2);
    m_where.append({place, where});
    texts->addWidget(where);
    line->addLayout(texts, 1);
    if (!copied.isEmpty())
        line->addWidget(new SeverityTag(SeverityMark::Clear, copied));
    if (mayChange) {
        auto *change = new Button(tr("Change"), ButtonKind::Link);
        change->setWrites();
        change->setAccessibleName(tr("Change %1").arg(place.name));
        connect(change, &Button::clicked, this, [this, place] { open(place); });
        line->addWidget(change);
    }
    return row;
}

void BackupPlacesCard::open(const BackupPlace &place)
{
    m_edited = place;
    m_name->setText(place.name);
    m_folder->setText(place.path);
    m_note->setText(place.note);
    m_retire->setVisible(!place.id.isNull());
    m_banner->clear();
    m_list->hide();
    m_add->hide();
    m_form->show();
    m_name->setFocus(Qt::OtherFocusReason);
}

void BackupPlacesCard::chooseFolder()
{
    m_context.prompter().askFolder(this, {tr("The folder for backups"), m_folder->text(), {}, {}, {}},
                                   [this](const QString &path) { m_folder->setText(path); });
}

void BackupPlacesCard::keep()
{
    BackupPlace place = m_edited;
    place.name = m_name->text();
    place.path = m_folder->text();
    place.note = m_note->text();
    const auto kept = saveBackupPlace(m_context.database(), m_context.actor(), m_context.now(), place);
    if (!kept)
        return tell(kept.error());
    close();
    m_context.announceDataChanged();
}

void BackupPlacesCard::retire()
{
    const auto retired =
        retireBackupPlace(m_context.database(), m_context.actor(), m_context.now(), m_edited);
    if (!retired)
        return tell(retired.error());
    close();
    m_context.announceDataChanged();
}

void BackupPlacesCard::close()
{
    m_form->hide();
    m_list->show();
    refresh();
    m_add->setFocus(Qt::OtherFocusReason);
}

void BackupPlacesCard::tell(const Error &error)
{
    const ErrorWords told = words(error);
    m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
}

} // namespace dermis
