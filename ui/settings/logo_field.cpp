#include "ui/settings/logo_field.h"

#include "ui/widgets/button.h"
#include "ui/widgets/prompter.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QFile>
#include <QImage>
#include <QPixmap>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr QSize shownSize{160, 56};
constexpr qint64 largestFile = 2 * 1024 * 1024;

} // namespace

LogoField::LogoField(Prompter &prompter, QWidget *parent)
    : QWidget(parent)
    , m_prompter(prompter)
    , m_picture(new TextLabel(QString(), TypeStyle::Small, &Tokens::text2))
    , m_choose(new Button(Icon::Folder, tr("Choose a picture")))
    , m_remove(new Button(tr("Remove"), ButtonKind::Link))
    , m_note(new TextLabel(QString(), TypeStyle::Small, &Tokens::relativeText))
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    m_picture->setWrapped(true);
    row->addWidget(m_picture);
    row->addWidget(m_choose);
    row->addWidget(m_remove);
    row->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(row);
    m_note->setWrapped(true);
    column->addWidget(m_note);
    connect(m_choose, &Button::clicked, this, &LogoField::choose);
    connect(m_remove, &Button::clicked, this, [this] {
        setLogo({});
        Q_EMIT logoChanged();
    });
    showLogo();
}

void LogoField::setLogo(const QByteArray &bytes)
{
    m_bytes = bytes;
    m_note->clear();
    showLogo();
}

void LogoField::setReadOnly(bool readOnly)
{
    m_choose->setEnabled(!readOnly);
    m_remove->setEnabled(!readOnly);
}

void LogoField::showLogo()
{
    const QImage picture = QImage::fromData(m_bytes);
    if (picture.isNull())
        m_picture->setText(tr("No logo. Sheets carry the name only."));
    else
        m_picture->setPixmap(
            QPixmap::fromImage(picture.scaled(shownSize, Qt::KeepAspectRatio, Qt::SmoothTransformation)));
    m_picture->setMinimumHeight(picture.isNull() ? 0 : shownSize.height());
    m_picture->setAccessibleName(picture.isNull() ? tr("No logo") : tr("The practice's logo"));
    m_remove->setVisible(!picture.isNull());
    m_note->setVisible(!m_note->text().isEmpty());
}

void LogoField::choose()
{
    m_prompter.askOpenFile(this, {tr("Choose the logo"), {}, {}, {tr("Pictures (*.png *.jpg *.jpeg)")}, {}},
                           [this](const QString &path) { take(path); });
}

void LogoField::take(const QString &path)
{
    QFile file(path);
    const bool readable = file.size() <= largestFile && file.open(QIODevice::ReadOnly);
    const QByteArray bytes = readable ? file.readAll() : QByteArray();
    if (QImage::fromData(bytes).isNull()) {
        m_note->setText(tr("This is not a picture we can print. Choose a PNG or JPEG file of at most 2 MB."));
        return showLogo();
    }
    setLogo(bytes);
    Q_EMIT logoChanged();
}

} // namespace dermis
