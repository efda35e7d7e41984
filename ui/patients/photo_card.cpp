#include "ui/patients/photo_card.h"

#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/patients/photo.h"
#include "ui/widgets/avatar.h"
#include "ui/widgets/button.h"
#include "ui/widgets/prompter.h"
#include "ui/widgets/text_label.h"

using namespace Qt::StringLiterals;

namespace dermis {

PhotoCard::PhotoCard(ClinicContext &context, QWidget *parent)
    : Card(tr("Photo"), parent)
    , m_context(context)
    , m_avatar(new Avatar(76))
    , m_line(new TextLabel({}, TypeStyle::Small, &Tokens::text2))
    , m_choose(new Button(Icon::Camera, tr("Choose a picture")))
{
    m_line->setWrapped(true);
    auto *inner = new QWidget;
    auto *row = new QHBoxLayout(inner);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addWidget(m_avatar);
    auto *texts = new QVBoxLayout;
    texts->addWidget(m_choose, 0, Qt::AlignLeft);
    texts->addWidget(m_line);
    row->addLayout(texts, 1);
    addPadded(inner);
    connect(m_choose, &Button::clicked, this, &PhotoCard::choose);
    show();
}

void PhotoCard::setKept(const QString &name, const QByteArray &bytes)
{
    m_name = name;
    m_kept = bytes;
    m_chosen.clear();
    show();
}

void PhotoCard::setName(const QString &name)
{
    m_name = name;
    show();
}

void PhotoCard::setChosen(const QByteArray &bytes)
{
    m_chosen = bytes;
    show();
}

void PhotoCard::choose()
{
    const FileQuestion question{
        tr("Choose a photo"), {}, {}, {tr("Pictures (*.jpg *.jpeg *.png *.webp *.tif *.tiff)")}, {}};
    m_context.prompter().askOpenFile(this, question, [this](const QString &path) {
        const Result<QByteArray> photo = reencodedPhoto(path);
        if (!photo) {
            m_line->setText(words(photo.error()).title);
            return;
        }
        setChosen(*photo);
        Q_EMIT changed();
    });
}

void PhotoCard::show()
{
    m_avatar->setPerson(m_name, QImage::fromData(m_chosen.isEmpty() ? m_kept : m_chosen));
    m_line->setText(m_chosen.isEmpty() ? tr("Kept upright, without place and camera details.")
                                       : tr("Chosen. It is kept when you finish."));
}

} // namespace dermis
